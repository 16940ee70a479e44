import { allocate, sum } from '../../../kit/money/shares';
import type { Scope } from '../../../kit/scope/scope';
import { InvoiceService } from '../invoice/invoice.service';
import { Bookkeeping } from '../ledger/bookkeeping';
import type { Order } from '../order/order.entity';
import { OrderLines } from '../order/order.lines';
import { ReturnedLines } from '../refund/returned-lines';
import type { Dispute, DisputeSubject } from './dispute.entity';
import type { Disputed } from './disputed';

/** An order whose payment is disputed. */
export class DisputedOrder implements Disputed {
  constructor(
    private readonly tx: Scope,
    private readonly order: Order,
  ) {}

  get subject(): DisputeSubject {
    const { id: orderId, organisationId } = this.order;
    return { orderId, subscriptionId: null, chargeId: null, organisationId };
  }

  async lose({ id, currency, minor }: Dispute): Promise<void> {
    const lines = await this.linesOf(minor);
    if (lines.length === 0) return;
    const parts = lines.map(({ lineId, gross }) => ({ lineId, minor: gross }));
    await this.tx.get(ReturnedLines).takeBack(this.order, parts, id);
    await this.tx.get(Bookkeeping).disputeLost({ id, currency, at: this.tx.clock.now(), lines });
    await this.tx.get(InvoiceService).credit({ id, orderId: this.order.id, lines });
  }

  /** In proportion to what is left of each; never more than that. */
  async linesOf(minor: bigint): Promise<{ lineId: string; gross: bigint }[]> {
    const { id, paidAt } = this.order;
    const lines = paidAt === null ? [] : await this.tx.get(OrderLines).of(id);
    const left = lines.map(({ grossMinor, refundedMinor }) => grossMinor - refundedMinor);
    const whole = sum(left);
    const parts = allocate(minor < whole ? minor : whole, left);
    return lines.flatMap(({ id: lineId }, index) => {
      const gross = parts[index]!;
      return gross > 0n ? [{ lineId, gross }] : [];
    });
  }
}
