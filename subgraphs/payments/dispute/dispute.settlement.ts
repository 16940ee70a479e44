import type { Scope } from '../../../kit/scope/scope';
import { Bookkeeping } from '../ledger/bookkeeping';
import { lockOrder } from '../order/order.lock';
import { announcePaidFor } from '../payment/paid-for';
import { Payment } from '../payment/payment.entity';
import type { ProviderDispute } from '../provider/dispute-provider';
import { SubscriptionCharge } from '../subscription/subscription-charge.entity';
import { lockSubscription } from '../subscription/subscription.lock';
import { Dispute } from './dispute.entity';
import { DisputeState, isOver, mayBecome, tookMoney } from './dispute.states';
import type { Disputed } from './disputed';
import { DisputedCharge } from './disputed-charge';
import { DisputedOrder } from './disputed-order';

/** The one way by which the provider's word about a dispute becomes ours. Saying the same again changes nothing. */
export class DisputeSettlement {
  constructor(private readonly tx: Scope) {}

  async settle(seen: ProviderDispute): Promise<void> {
    const disputed = await this.disputed(seen.paymentId);
    if (!disputed) return this.tx.log.error({ disputeId: seen.id }, 'a dispute is about a payment that is not ours');
    const known = await this.tx.db.findOneBy(Dispute, { providerId: seen.id });
    const before = known?.state ?? null;
    if (before !== null && before !== seen.state && !mayBecome(before, seen.state)) return;
    const dispute = await this.take(known ?? Dispute.of(disputed.subject, seen), seen);
    if (before !== dispute.state) await this.follow(disputed, dispute, before);
  }

  /** What was paid with it, locked. */
  private async disputed(paymentId: string | null): Promise<Disputed | null> {
    if (paymentId === null) return null;
    const payment = await this.tx.db.findOneBy(Payment, { providerId: paymentId });
    const order = payment && (await lockOrder(this.tx, payment.orderId));
    if (order) return new DisputedOrder(this.tx, order);
    const charge = await this.tx.db.findOneBy(SubscriptionCharge, { paymentId });
    if (!charge) return null;
    const subscription = await lockSubscription(this.tx, charge.subscriptionId);
    return subscription ? new DisputedCharge(this.tx, subscription, charge) : null;
  }

  private take(dispute: Dispute, { state, evidenceDueAt }: ProviderDispute): Promise<Dispute> {
    const now = this.tx.clock.now();
    const closedAt = isOver(state) ? (dispute.closedAt ?? now) : null;
    return this.tx.save(Object.assign(dispute, { state, evidenceDueAt, closedAt, lookedAt: now }));
  }

  /** Access stays until the dispute is lost. */
  private async follow(disputed: Disputed, dispute: Dispute, before: DisputeState | null): Promise<void> {
    const { id, currency, minor, state } = dispute;
    const [at, book] = [this.tx.clock.now(), this.tx.get(Bookkeeping)];
    announcePaidFor(this.tx, dispute);
    if (tookMoney(state) && !(before && tookMoney(before)))
      await book.dispute({ id, currency, minor, at }, await disputed.linesOf(minor));
    if (state === DisputeState.WON) await book.disputeWon(id, at);
    if (state === DisputeState.LOST) await disputed.lose(dispute);
  }
}
