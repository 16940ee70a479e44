import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { Bookkeeping } from '../ledger/bookkeeping';
import { announcePaidFor, lockPaidFor } from '../payment/paid-for';
import type { ProviderRefund } from '../provider/refund-provider';
import { ForeignRefunds } from './foreign-refunds';
import { RefundEffects } from './refund.effects';
import { Refund } from './refund.entity';
import { RefundFailure } from './refund.failure';
import { mayBecome, RefundState } from './refund.states';

/** The one way by which the provider's word about a refund becomes ours. Saying the same again changes nothing. */
export class RefundSettlement {
  constructor(private readonly tx: Scope) {}

  async settle(seen: ProviderRefund): Promise<void> {
    const refund = await this.refundOf(seen);
    if (!refund) return;
    const state = RefundState[seen.state];
    if (refund.state === state || !mayBecome(refund.state, state)) return;
    Object.assign(refund, { providerId: seen.id, failure: seen.failure });
    if (state === RefundState.SUCCEEDED) return this.tx.get(RefundEffects).succeeded(refund);
    await this.become(refund, state);
  }

  /** The provider does not do it at all. */
  async refused(refundId: string, failure: string): Promise<void> {
    const refund = await this.locked(refundId);
    if (!refund || !mayBecome(refund.state, RefundState.FAILED)) return;
    refund.failure = failure;
    await this.become(refund, RefundState.FAILED);
  }

  private async become(refund: Refund, state: RefundState): Promise<void> {
    const wasDone = refund.state === RefundState.SUCCEEDED;
    refund.become(state);
    await this.tx.save(refund);
    if (wasDone) await this.tx.get(Bookkeeping).refundFailed(refund.id, this.tx.clock.now());
    if (state === RefundState.FAILED) await this.tx.get(RefundFailure).follow(refund);
    announcePaidFor(this.tx, refund);
  }

  private async refundOf(seen: ProviderRefund): Promise<Refund | null> {
    const { id, refundId } = seen;
    if (refundId !== null && isUuid(refundId)) return this.locked(refundId);
    const known = await this.tx.db.findOneBy(Refund, { providerId: id });
    return known ? this.locked(known.id) : this.tx.get(ForeignRefunds).adopt(seen);
  }

  /** What it is of is locked before it is read, as everywhere. */
  private async locked(id: string): Promise<Refund | null> {
    const known = await this.tx.db.findOneBy(Refund, { id });
    if (!known) return null;
    await lockPaidFor(this.tx, known);
    return this.tx.db.findOneBy(Refund, { id });
  }
}
