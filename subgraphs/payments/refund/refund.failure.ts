import { enqueue } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { sendRefundFailureLetter } from '../letters/letter.jobs';
import { OrderLines } from '../order/order.lines';
import type { Refund } from './refund.entity';
import { RefundLine } from './refund.entity';

/** What is true once money did not go back, or came back from the bank. Access stays as it was decided; staff find a task. */
export class RefundFailure {
  constructor(private readonly tx: Scope) {}

  /** The order or subscription is locked by whoever calls. */
  async follow(refund: Refund): Promise<void> {
    if (refund.succeededAt !== null && refund.orderId !== null) await this.takeAsUnpaid(refund, refund.orderId);
    await enqueue(this.tx, sendRefundFailureLetter, { refundId: refund.id }, { key: `refund failed:${refund.id}` });
    this.tx.log.warn({ refundId: refund.id, failure: refund.failure }, 'a refund failed: somebody has to look at it');
  }

  private async takeAsUnpaid({ id: refundId }: Refund, orderId: string): Promise<void> {
    const parts = await this.tx.db.findBy(RefundLine, { refundId });
    const lines = await this.tx.get(OrderLines).of(orderId);
    for (const { lineId, minor } of parts) {
      const line = lines.find(({ id }) => id === lineId)!;
      line.refundedMinor -= minor;
      await this.tx.get(OrderLines).save(line);
    }
  }
}
