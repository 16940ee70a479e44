import { emit } from '../../../kit/events/emit';
import type { Scope } from '../../../kit/scope/scope';
import { CouponReservations } from '../coupon/coupon.reservations';
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
    await emit(this.tx, 'order.paid', {
      orderId: order.id,
      userId: order.userId,
      lines: lines.flatMap(handedOver),
    });
    announceOrder(this.tx, order.id);
  }

  /** Gives back what was held for it. Called off before its time ran out, it was cancelled. */
  async giveUp(order: Order): Promise<void> {
    const isLate = order.expiresAt !== null && order.expiresAt <= this.tx.clock.now();
    order.become(isLate ? OrderState.EXPIRED : OrderState.CANCELLED);
    order.expiresAt = null;
    await this.tx.save(order);
    await this.tx.get(CouponReservations).release(order.id);
    await emit(this.tx, 'order.expired', { orderId: order.id, userId: order.userId });
    announceOrder(this.tx, order.id);
  }
}

/** A gift goes to nobody until it is redeemed. */
function handedOver({ id: lineId, courseId, organisationId, recipientId: userId }: OrderLine) {
  return userId === null ? [] : [{ lineId, courseId, organisationId, userId }];
}
