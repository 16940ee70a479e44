import { allocate, sum } from '../../../kit/money/shares';
import type { Scope } from '../../../kit/scope/scope';
import { InvoiceService } from '../invoice/invoice.service';
import { Bookkeeping } from '../ledger/bookkeeping';
import type { Order } from '../order/order.entity';
import { lockOrder } from '../order/order.lock';
import { OrderLines } from '../order/order.lines';
import { announceOrder } from '../order/order.topics';
import { Payment } from '../payment/payment.entity';
import type { ProviderDispute } from '../provider/dispute-provider';
import { ReturnedLines } from '../refund/returned-lines';
import { Dispute } from './dispute.entity';
import { DisputeState, isOver, mayBecome, tookMoney } from './dispute.states';

/** The one way by which the provider's word about a dispute becomes ours. Saying the same again changes nothing. */
export class DisputeSettlement {
  constructor(private readonly tx: Scope) {}

  async settle(seen: ProviderDispute): Promise<void> {
    const payment = seen.paymentId && (await this.tx.db.findOneBy(Payment, { providerId: seen.paymentId }));
    const order = payment ? await lockOrder(this.tx, payment.orderId) : null;
    if (!order) return this.tx.log.error({ disputeId: seen.id }, 'a dispute is about a payment that is not ours');
    const known = await this.tx.db.findOneBy(Dispute, { providerId: seen.id });
    const before = known?.state ?? null;
    if (before !== null && before !== seen.state && !mayBecome(before, seen.state)) return;
    const dispute = await this.take(known ?? Dispute.of(order, seen), seen);
    if (before !== dispute.state) await this.follow(order, dispute, before);
  }

  private take(dispute: Dispute, { state, evidenceDueAt }: ProviderDispute): Promise<Dispute> {
    const now = this.tx.clock.now();
    const closedAt = isOver(state) ? (dispute.closedAt ?? now) : null;
    return this.tx.save(Object.assign(dispute, { state, evidenceDueAt, closedAt, lookedAt: now }));
  }

  /** Access stays until the dispute is lost. */
  private async follow(order: Order, dispute: Dispute, before: DisputeState | null): Promise<void> {
    const { id, currency, minor, state } = dispute;
    const [at, book] = [this.tx.clock.now(), this.tx.get(Bookkeeping)];
    announceOrder(this.tx, order.id);
    if (tookMoney(state) && !(before && tookMoney(before)))
      await book.dispute({ id, currency, minor, at }, await this.partsOf(order, minor));
    if (state === DisputeState.WON) await book.disputeWon(id, at);
    if (state === DisputeState.LOST) await this.lose(order, dispute, at);
  }

  /** The sale is taken back like by a refund, which it is to the buyer. */
  private async lose(order: Order, { id, currency, minor }: Dispute, at: Date): Promise<void> {
    const lines = await this.partsOf(order, minor);
    if (lines.length === 0) return;
    const parts = lines.map(({ lineId, gross }) => ({ lineId, minor: gross }));
    await this.tx.get(ReturnedLines).takeBack(order, parts, id);
    await this.tx.get(Bookkeeping).disputeLost({ id, currency, at, lines });
    await this.tx.get(InvoiceService).credit({ id, orderId: order.id, lines });
  }

  /** What of it is about which line, in proportion to what is left of each; never more than that. */
  private async partsOf(order: Order, minor: bigint): Promise<{ lineId: string; gross: bigint }[]> {
    const lines = order.paidAt === null ? [] : await this.tx.get(OrderLines).of(order.id);
    const left = lines.map(({ grossMinor, refundedMinor }) => grossMinor - refundedMinor);
    const whole = sum(left);
    const parts = allocate(minor < whole ? minor : whole, left);
    return lines.flatMap(({ id: lineId }, index) => {
      const gross = parts[index]!;
      return gross > 0n ? [{ lineId, gross }] : [];
    });
  }
}
