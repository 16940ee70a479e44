import { signedIn } from '../../../kit/identity/signed-in';
import type { Scope } from '../../../kit/scope/scope';
import { requireOwnSite } from '../checkout/own-site';
import { ConnectProvider, type ProviderAccount } from '../provider/connect-provider';
import { PayoutAccount } from './payout-account.entity';
import type { OnboardPayoutsInput } from './payout.input';

/** As whom the provider knows people whom we pay. */
export class PayoutAccounts {
  constructor(private readonly scope: Scope) {}

  /** For the person themself. */
  async of(userId: string): Promise<PayoutAccount | null> {
    return this.scope.viewer.is(userId) ? this.scope.db.findOneBy(PayoutAccount, { userId }) : null;
  }

  /**
   * Makes their account if they have none, and gives the provider's page on which they say who they are. The country of an
   * account stays. @throws UNAUTHENTICATED, BAD_INPUT, PAYMENTS_UNAVAILABLE
   */
  async onboard({ country, returnUrl, refreshUrl }: OnboardPayoutsInput): Promise<string> {
    const userId = signedIn(this.scope.viewer);
    requireOwnSite(this.scope.config, { returnUrl, refreshUrl });
    const provider = this.scope.get(ConnectProvider);
    const known = await this.scope.db.findOneBy(PayoutAccount, { userId });
    const { accountId } = known ?? (await this.remember(userId, country, await provider.account(userId, country)));
    return provider.onboarding(accountId, { returnUrl: String(returnUrl), refreshUrl: String(refreshUrl) });
  }

  /** Whoever comes back from the provider's page wants to know. @throws UNAUTHENTICATED, PAYMENTS_UNAVAILABLE */
  async refresh(): Promise<PayoutAccount | null> {
    const userId = signedIn(this.scope.viewer);
    const known = await this.scope.db.findOneBy(PayoutAccount, { userId });
    if (!known) return null;
    await this.look(known.accountId);
    return this.scope.db.findOneBy(PayoutAccount, { userId });
  }

  async look(accountId: string): Promise<void> {
    await this.follow(await this.scope.get(ConnectProvider).read(accountId));
  }

  /** As the provider says it is now. An account that is not ours changes nothing. */
  async follow({ id, isSubmitted, takesTransfers }: ProviderAccount): Promise<void> {
    const lookedAt = this.scope.clock.now();
    await this.scope.db.update(PayoutAccount, { accountId: id }, { isSubmitted, takesTransfers, lookedAt });
  }

  private async remember(
    userId: string,
    country: string,
    { id: accountId, isSubmitted, takesTransfers }: ProviderAccount,
  ): Promise<{ readonly accountId: string }> {
    const now = this.scope.clock.now();
    await this.scope.db.query(REMEMBER, [userId, accountId, country, isSubmitted, takesTransfers, now]);
    return { accountId };
  }
}

/** Two at once get the same account, by the provider's idempotency key. */
const REMEMBER = `
  INSERT INTO payout_account (user_id, account_id, country, is_submitted, takes_transfers, looked_at, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT DO NOTHING`;
