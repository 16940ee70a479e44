import type { EventPayload } from '../../../kit/events/catalog';
import { enqueue } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { sendReceipt } from '../letters/letter.jobs';
import type { Order } from '../order/order.entity';
import { lockOrder } from '../order/order.lock';
import { LineRefusal, type OrderLine } from '../order/order-line.entity';
import { OrderLines } from '../order/order.lines';
import { OrderLineState } from '../order/order-line.states';
import { OrderState } from '../order/order.states';
import { announceOrder } from '../order/order.topics';
import { RefundReason } from '../refund/refund.entity';
import { Refunds } from '../refund/refunds';

/** What enrollment answers to `order.paid`, line by line. Answers come in any order, and more than once. */
export class FulfilmentService {
  constructor(private readonly tx: Scope) {}

  async fulfilled({
    orderId,
    lineId,
    entitlementId,
    enrollmentId,
  }: EventPayload<'order.line.fulfilled'>): Promise<void> {
    const found = await this.pending(orderId, lineId);
    if (!found) return;
    const { order, line } = found;
    line.become(OrderLineState.FULFILLED);
    // Of a stay that began a moment before we may have heard first.
    Object.assign(line, { entitlementId, enrollmentId: enrollmentId ?? line.enrollmentId });
    await this.tx.get(OrderLines).save(line);
    await this.goOn(order, line);
  }

  /** What was paid and cannot be had is paid back, without anybody asking for it. */
  async refused({ orderId, lineId, reason }: EventPayload<'order.line.refused'>): Promise<void> {
    const found = await this.pending(orderId, lineId);
    if (!found) return;
    const { order, line } = found;
    line.become(OrderLineState.REFUSED);
    line.refusal = LineRefusal[reason];
    await this.tx.get(OrderLines).save(line);
    await this.goOn(order, line);
    await this.tx.get(Refunds).ofLines(order, [line], RefundReason.REFUSED);
  }

  private async pending(orderId: string, lineId: string): Promise<{ order: Order; line: OrderLine } | null> {
    const order = await lockOrder(this.tx, orderId);
    const lines = order ? await this.tx.get(OrderLines).of(orderId) : [];
    const line = lines.find(({ id, state }) => id === lineId && state === OrderLineState.PENDING);
    return order && line ? { order, line } : null;
  }

  /** Once nothing is waited for any more, the order is done, and the buyer hears what they got. */
  private async goOn(order: Order, { recipientId }: OrderLine): Promise<void> {
    announceOrder(this.tx, order.id);
    const lines = await this.tx.get(OrderLines).of(order.id);
    const isWaiting = lines.some((line) => line.state === OrderLineState.PENDING && line.recipientId !== null);
    const isForSomething = lines.some(({ state }) => state === OrderLineState.FULFILLED);
    if (isWaiting || !isForSomething) return;
    if (order.state === OrderState.PAID) {
      order.become(OrderState.FULFILLED);
      await this.tx.save(order);
    }
    // A gift that is redeemed some day is no news of what the buyer got.
    if (recipientId === order.userId)
      await enqueue(this.tx, sendReceipt, { orderId: order.id }, { key: `receipt:${order.id}` });
  }
}
