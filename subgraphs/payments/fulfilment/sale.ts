import { emit } from '../../../kit/events/emit';
import type { Scope } from '../../../kit/scope/scope';
import { daysAfter } from '../../../kit/scope/clock';
import { CartCheckout } from '../cart/cart.checkout';
import { CouponReservations } from '../coupon/coupon.reservations';
import { Gifts } from '../gift/gifts';
import { InvoiceService } from '../invoice/invoice.service';
import { Bookkeeping } from '../ledger/bookkeeping';
import type { Order } from '../order/order.entity';
import type { OrderLine } from '../order/order-line.entity';
import { OrderLines } from '../order/order.lines';
import { OrderState } from '../order/order.states';
import { announceOrder } from '../order/order.topics';

/** How an open order ends: it is sold, or given up. The order is locked by whoever calls. */
export class Sale {
  constructor(private readonly tx: Scope) {}

  /** Everything that is true from the moment at which the money is there. */
  async complete(order: Order, paidAt: Date): Promise<void> {
    order.become(OrderState.PAID);
    Object.assign(order, { paidAt, expiresAt: null });
    await this.tx.save(order);
    await this.tx.get(CouponReservations).commit(order.id);
    const lines = await this.tx.get(OrderLines).of(order.id);
    await this.enter(order, lines, paidAt);
    await emit(this.tx, 'order.paid', {
      orderId: order.id,
      userId: order.userId,
      lines: lines.flatMap(handedOver),
    });
    await this.tx.get(Gifts).issue(order.id);
    await this.tx.get(CartCheckout).paid(order);
    announceOrder(this.tx, order.id);
    // Last, because invoices of everybody wait for the next number.
    await this.tx.get(InvoiceService).issue(order, lines);
  }

  /** Into the ledger: whose the money is, and from when. */
  private async enter({ id: orderId, currency }: Order, lines: readonly OrderLine[], at: Date): Promise<void> {
    const availableAt = daysAfter(at, this.tx.config.REFUND_WINDOW_DAYS);
    const sold = lines.map(({ id, netMinor: net, taxMinor: tax, grossMinor: gross, tax: { jurisdiction }, shares }) => {
      return { id, net, tax, gross, jurisdiction, shares };
    });
    await this.tx.get(Bookkeeping).sale({ orderId, currency, at, availableAt, lines: sold });
  }

  /** Gives back what was held for it. Called off before its time ran out, it was cancelled. */
  async giveUp(order: Order): Promise<void> {
    const isLate = order.expiresAt !== null && order.expiresAt <= this.tx.clock.now();
    order.become(isLate ? OrderState.EXPIRED : OrderState.CANCELLED);
    order.expiresAt = null;
    await this.tx.save(order);
    await this.tx.get(CouponReservations).release(order.id);
    await this.tx.get(Gifts).forget(order.id);
    await emit(this.tx, 'order.expired', { orderId: order.id, userId: order.userId });
    announceOrder(this.tx, order.id);
  }
}

/** A gift goes to nobody until it is redeemed. */
function handedOver({ id: lineId, courseId, organisationId, recipientId: userId }: OrderLine) {
  return userId === null ? [] : [{ lineId, courseId, organisationId, userId }];
}
