import { enqueue } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { isUuid } from '../../../kit/scope/ids';
import { Sale } from '../fulfilment/sale';
import { sendFailureLetter } from '../letters/letter.jobs';
import { Bookkeeping } from '../ledger/bookkeeping';
import { PaymentMethods } from '../method/payment-methods';
import { lockOrder } from '../order/order.lock';
import type { Order } from '../order/order.entity';
import { OrderState } from '../order/order.states';
import { announceOrder } from '../order/order.topics';
import type { Decline } from '../provider/declines';
import { PaymentState } from '../provider/provider-payment';
import { Refunds } from '../refund/refunds';
import type { Look } from './looks';
import { Payment } from './payment.entity';

/**
 * The one way by which the provider's word becomes ours: checkout, webhooks and reconciliation all end here. Whatever follows
 * from it is in the same transaction, and saying the same again changes nothing.
 */
export class Settlement {
  constructor(private readonly tx: Scope) {}

  /** @returns the order, if it is one of ours */
  async settle(look: Look): Promise<Order | null> {
    const order = await this.orderOf(look);
    if (!order) return null;
    const payment = await this.paymentOf(order, look);
    if (!payment) return null;
    const { state: before, decline: declined } = payment;
    if (!this.take(payment, look)) return order;
    payment.lookedAt = this.tx.clock.now();
    await this.tx.save(payment);
    await this.expect(order);
    if (payment.state !== before || payment.decline) announceOrder(this.tx, order.id);
    if (payment.card?.customerId) await this.tx.get(PaymentMethods).keep(order.userId, payment.card);
    if (payment.state === PaymentState.SUCCEEDED) await this.received(order, payment);
    if (payment.state === PaymentState.CANCELLED && order.isOpen) await this.giveUp(order, payment.decline ?? declined);
    return order;
  }

  /** Who tried to pay, and let the time go by, hears that nothing came of it; who called it off knows. */
  private async giveUp(order: Order, declined: Decline | null): Promise<void> {
    await this.tx.get(Sale).giveUp(order);
    if (order.state !== OrderState.EXPIRED || !declined) return;
    const letter = { orderId: order.id, reason: declined.reason };
    await enqueue(this.tx, sendFailureLetter, letter, { key: `payment failed:${order.id}` });
  }

  private async expect(order: Order): Promise<void> {
    if (order.state !== OrderState.CREATED) return;
    order.become(OrderState.PENDING_PAYMENT);
    await this.tx.save(order);
    announceOrder(this.tx, order.id);
  }

  /** The order, locked. It is known by the payment; by what we wrote on it where a crash came before that. */
  private async orderOf({ page, payment }: Look): Promise<Order | null> {
    const [known] = await this.tx.db.query<{ orderId: string }[]>(
      `SELECT order_id AS "orderId" FROM payment WHERE provider_id = $1 OR page_id = $2`,
      [payment?.id ?? null, page?.id ?? null],
    );
    const orderId = known?.orderId ?? payment?.orderId ?? page?.orderId ?? null;
    return orderId !== null && isUuid(orderId) ? lockOrder(this.tx, orderId) : null;
  }

  private async paymentOf(order: Order, { page, payment: seen }: Look): Promise<Payment | null> {
    const known = await this.tx.db.getRepository(Payment).findOneBy({ orderId: order.id });
    const payment = known ?? Payment.of(order);
    const isOther =
      (seen && payment.providerId !== null && payment.providerId !== seen.id) ||
      (page && payment.pageId !== null && payment.pageId !== page.id);
    if (isOther) {
      this.tx.log.error({ orderId: order.id, paymentId: seen?.id }, 'a second payment of an order was not made by us');
      return null;
    }
    if (page) payment.pageId = page.id;
    return payment;
  }

  private take(payment: Payment, { number, page, payment: seen }: Look): boolean {
    if (seen) return payment.take(seen, number);
    if (payment.isOver || number < payment.look) return false;
    payment.look = number;
    if (page && !page.isOpen) payment.state = PaymentState.CANCELLED;
    return true;
  }

  /** Money that no order waits for goes back. */
  private async received(order: Order, payment: Payment): Promise<void> {
    const { currency, receivedMinor: minor } = payment;
    const at = payment.capturedAt ?? this.tx.clock.now();
    const isExpected = order.isOpen && minor === order.totalMinor && currency === order.currency;
    if (isExpected) return this.tx.get(Sale).complete(order, at);
    await this.tx.get(Bookkeeping).unexpected({ id: payment.id, currency, minor, at });
    await this.tx.get(Refunds).sendBack(order, minor);
  }
}
