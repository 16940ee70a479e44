import type { Scope } from '../../../kit/scope/scope';
import { kitErrors } from '../../../kit/errors/kit-errors';
import { Ledger } from '../ledger/ledger';
import { payoutReversedPosting } from '../ledger/transfer.posting';
import { ConnectProvider, type ProviderTransfer } from '../provider/connect-provider';
import { ProviderRefusal } from '../provider/provider-refusal';
import { closeRun } from './close-run';
import { Payout } from './payout.entity';
import { PayoutAccounts } from './payout-accounts';
import { payoutPolicy } from './payout.policy';
import { PayoutState } from './payout.states';

/** Milliseconds after which the provider may have forgotten the key of a first attempt. */
const keyLifetime = 12 * 3_600_000;

/** Transfers what was planned, once, however often it is tried. */
export class PayoutSending {
  constructor(private readonly scope: Scope) {}

  /** @throws PAYMENTS_UNAVAILABLE for another attempt later */
  async send(payoutId: string): Promise<void> {
    const payout = await this.scope.db.findOneBy(Payout, { id: payoutId });
    if (payout?.state !== PayoutState.PLANNED) return;
    try {
      const { id } = await this.transfer(payout);
      await this.settle(payoutId, PayoutState.PAID, { transferId: id });
    } catch (error) {
      if (!(error instanceof ProviderRefusal)) throw error;
      this.scope.log.warn({ payoutId, code: error.code }, 'a payout was refused');
      await this.settle(payoutId, PayoutState.FAILED, { failure: error.code });
      // Where it was the account's fault, the next run shall know.
      await this.scope.get(PayoutAccounts).look(payout.accountId);
    }
  }

  /** Takes back what was paid. @throws NOT_FOUND, UNAUTHENTICATED, BAD_INPUT, PAYMENTS_UNAVAILABLE */
  async reverse(payoutId: string): Promise<Payout> {
    const payout = await this.scope.require(Payout, payoutId, payoutPolicy.manage);
    if (payout.state === PayoutState.REVERSED) return payout;
    if (payout.state !== PayoutState.PAID || payout.transferId === null)
      throw kitErrors.BAD_INPUT({ fields: { id: 'Only what was paid can be taken back.' } });
    await this.scope.get(ConnectProvider).reverse(payout.transferId, payoutId);
    await this.settle(payoutId, PayoutState.REVERSED);
    return this.scope.require(Payout, payoutId, payoutPolicy.manage);
  }

  /** As the provider says a transfer stands now. */
  async follow({ payoutId, isReversed }: ProviderTransfer): Promise<void> {
    if (payoutId !== null && isReversed) await this.settle(payoutId, PayoutState.REVERSED);
  }

  private async transfer({ id: payoutId, accountId, currency, minor, createdAt }: Payout): Promise<ProviderTransfer> {
    const provider = this.scope.get(ConnectProvider);
    const isOld = this.scope.clock.now().getTime() - createdAt.getTime() > keyLifetime;
    const known = isOld ? await provider.transferOf(payoutId) : null;
    return known ?? provider.transfer({ payoutId, accountId, currency, minor });
  }

  private async settle(
    payoutId: string,
    state: PayoutState,
    facts: Partial<Pick<Payout, 'transferId' | 'failure'>> = {},
  ): Promise<void> {
    await this.scope.transaction(async (tx) => {
      const payout = await tx.db.findOne(Payout, { where: { id: payoutId }, lock: { mode: 'pessimistic_write' } });
      if (!payout || payout.state === state) return;
      payout.become(state);
      const now = tx.clock.now();
      await tx.save(Object.assign(payout, facts, { settledAt: now }));
      const { currency, minor, account } = payout;
      if (state !== PayoutState.PAID)
        await tx.get(Ledger).post(payoutReversedPosting({ id: payoutId, currency, minor, at: now, account }));
      await closeRun(tx, payout.runId);
    });
  }
}
