import { enqueue } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { InvoiceService } from '../invoice/invoice.service';
import { Bookkeeping } from '../ledger/bookkeeping';
import { sendRefundLetter } from '../letters/letter.jobs';
import { lockOrder } from '../order/order.lock';
import { announcePaidFor } from '../payment/paid-for';
import type { Refund } from './refund.entity';
import { RefundLine } from './refund.entity';
import { RefundState } from './refund.states';
import { ReturnedCharges } from './returned-charges';
import { ReturnedLines } from './returned-lines';

/** What is true from the moment at which the money has gone back: never before. */
export class RefundEffects {
  constructor(private readonly tx: Scope) {}

  async succeeded(refund: Refund): Promise<void> {
    refund.become(RefundState.SUCCEEDED);
    refund.succeededAt = this.tx.clock.now();
    await this.tx.save(refund);
    await enqueue(this.tx, sendRefundLetter, { refundId: refund.id });
    announcePaidFor(this.tx, refund);
    if (refund.orderId === null) return this.takeBackCharge(refund);
    const parts = await this.tx.db.findBy(RefundLine, { refundId: refund.id });
    if (parts.length > 0) await this.takeBack(refund, parts);
    else await this.giveBack(refund);
  }

  private takeBackCharge({ id, chargeId, currency, minor, retryOf }: Refund): Promise<void> {
    const money = { chargeId: chargeId!, currency, minor, documentId: retryOf ?? id };
    return this.tx.get(ReturnedCharges).takeBack({ kind: 'REFUND', id }, money);
  }

  /** Of what no order waited for. */
  private giveBack({ id, currency, minor }: Refund): Promise<void> {
    return this.tx.get(Bookkeeping).unexpectedReturned({ id, currency, minor, at: this.tx.clock.now() });
  }

  private async takeBack(refund: Refund, parts: readonly RefundLine[]): Promise<void> {
    const { id, orderId, currency, retryOf } = refund;
    const order = await lockOrder(this.tx, orderId!);
    if (order) await this.tx.get(ReturnedLines).takeBack(order, parts, id);
    const lines = parts.map(({ lineId, minor: gross }) => ({ lineId, gross }));
    const entered = lines.filter(({ gross }) => gross > 0n);
    await this.tx.get(Bookkeeping).refund({ id, currency, at: this.tx.clock.now(), lines: entered });
    // Of money that goes back at a second attempt the buyer has the credit note, if the first seemed to succeed.
    await this.tx.get(InvoiceService).credit({ id: retryOf ?? id, orderId: orderId!, lines });
  }
}
