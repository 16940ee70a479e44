import { emit } from '../../../kit/events/emit';
import { enqueue } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { InvoiceService } from '../invoice/invoice.service';
import { Bookkeeping } from '../ledger/bookkeeping';
import { sendRefundLetter } from '../letters/letter.jobs';
import type { Order } from '../order/order.entity';
import { lockOrder } from '../order/order.lock';
import type { OrderLine } from '../order/order-line.entity';
import { OrderLines } from '../order/order.lines';
import { OrderLineState } from '../order/order-line.states';
import { OrderState } from '../order/order.states';
import { announceOrder } from '../order/order.topics';
import type { Refund } from './refund.entity';
import { RefundLine } from './refund.entity';
import { RefundState } from './refund.states';

/** What is true from the moment at which the money has gone back: never before. */
export class RefundEffects {
  constructor(private readonly tx: Scope) {}

  async succeeded(refund: Refund): Promise<void> {
    refund.become(RefundState.SUCCEEDED);
    refund.succeededAt = this.tx.clock.now();
    await this.tx.save(refund);
    await enqueue(this.tx, sendRefundLetter, { refundId: refund.id });
    announceOrder(this.tx, refund.orderId);
    const parts = await this.tx.db.findBy(RefundLine, { refundId: refund.id });
    if (parts.length > 0) await this.takeBack(refund, parts);
    else {
      const { id, currency, minor } = refund;
      await this.tx.get(Bookkeeping).unexpectedReturned({ id, currency, minor, at: this.tx.clock.now() });
    }
  }

  private async takeBack(refund: Refund, parts: readonly RefundLine[]): Promise<void> {
    const { id, orderId, currency, retryOf } = refund;
    const returned = await this.returnLines(orderId, parts);
    const order = await lockOrder(this.tx, orderId);
    if (order) await this.follow(order, refund, returned);
    const lines = parts.map(({ lineId, minor: gross }) => ({ lineId, gross }));
    const entered = lines.filter(({ gross }) => gross > 0n);
    await this.tx.get(Bookkeeping).refund({ id, currency, at: this.tx.clock.now(), lines: entered });
    // Of money that goes back at a second attempt the buyer has the credit note, if the first seemed to succeed.
    await this.tx.get(InvoiceService).credit({ id: retryOf ?? id, orderId, lines });
  }

  /** @returns the lines whose whole money is back now, and that were, or may be, handed over */
  private async returnLines(orderId: string, parts: readonly RefundLine[]): Promise<OrderLine[]> {
    const lines = await this.tx.get(OrderLines).of(orderId);
    const whole: OrderLine[] = [];
    for (const { lineId, minor } of parts) {
      const line = lines.find(({ id }) => id === lineId)!;
      line.refundedMinor += minor;
      if (line.refundedMinor === line.grossMinor && line.state !== OrderLineState.REFUNDED) {
        if (line.state !== OrderLineState.REFUSED) whole.push(line);
        line.become(OrderLineState.REFUNDED);
      }
      await this.tx.get(OrderLines).save(line);
    }
    return whole;
  }

  private async follow(order: Order, { id: refundId }: Refund, returned: readonly OrderLine[]): Promise<void> {
    const lines = await this.tx.get(OrderLines).of(order.id);
    const isWhole = lines.every(({ state }) => state === OrderLineState.REFUNDED);
    const state = isWhole ? OrderState.REFUNDED : OrderState.PARTIALLY_REFUNDED;
    if (order.state !== state) {
      order.become(state);
      await this.tx.save(order);
    }
    const told = returned.flatMap(({ id: lineId, courseId, organisationId, recipientId: userId }) =>
      userId === null ? [] : [{ lineId, courseId, organisationId, userId }],
    );
    if (told.length > 0)
      await emit(this.tx, 'order.refunded', { orderId: order.id, refundId, userId: order.userId, lines: told });
  }
}
