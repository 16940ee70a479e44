import type StripeSdk from 'stripe';
import { fromProvider } from '../../../kit/money/provider-amounts';
import type { Scope } from '../../../kit/scope/scope';
import { amountOf } from './payment-provider';
import { ProviderClient } from './provider-client';

/** Somebody's account at the provider, to which we transfer what they earned. */
export interface ProviderAccount {
  readonly id: string;
  /** Ours, as we told the provider. */
  readonly userId: string | null;
  /** Whether they have said everything that the provider asks for. */
  readonly isSubmitted: boolean;
  /** Whether money can be transferred to it. */
  readonly takesTransfers: boolean;
}

export interface NewTransfer {
  readonly payoutId: string;
  readonly accountId: string;
  readonly currency: string;
  readonly minor: bigint;
}

export interface ProviderTransfer {
  readonly id: string;
  /** Ours, as we told the provider. */
  readonly payoutId: string | null;
  /** Whether all of it was taken back. */
  readonly isReversed: boolean;
  readonly currency: string;
  readonly minor: bigint;
}

const userKey = 'lyceum_user';
/** The key of our payout in the metadata of what we make at the provider. */
export const payoutKey = 'lyceum_payout';

/** Accounts of the people whom we pay, and transfers to them (Stripe Connect, express accounts). */
export class ConnectProvider {
  private readonly client: ProviderClient;

  constructor(scope: Pick<Scope, 'shared'>) {
    this.client = scope.shared(ProviderClient);
  }

  /** Asked for twice, it is made once. */
  async account(userId: string, country: string): Promise<ProviderAccount> {
    return accountOf(
      await this.client.call('accounts.create', 'account', (stripe) =>
        stripe.accounts.create(
          {
            type: 'express',
            country,
            capabilities: { transfers: { requested: true } },
            metadata: { [userKey]: userId },
          },
          { idempotencyKey: `account:${userId}` },
        ),
      ),
    );
  }

  async read(accountId: string): Promise<ProviderAccount> {
    return accountOf(
      await this.client.call('accounts.retrieve', 'account', (stripe) => stripe.accounts.retrieve(accountId)),
    );
  }

  /** A page of the provider on which they say who they are; it can be opened once. */
  async onboarding(
    accountId: string,
    urls: { readonly returnUrl: string; readonly refreshUrl: string },
  ): Promise<string> {
    const link = await this.client.call('accountLinks.create', 'account_link', (stripe) =>
      stripe.accountLinks.create({
        account: accountId,
        return_url: urls.returnUrl,
        refresh_url: urls.refreshUrl,
        type: 'account_onboarding',
      }),
    );
    return link.url;
  }

  /** Asked for twice, it is made once: the key is the payout's own. */
  async transfer({ payoutId, accountId, ...amount }: NewTransfer): Promise<ProviderTransfer> {
    return transferOf(
      await this.client.call('transfers.create', 'transfer', (stripe) =>
        stripe.transfers.create(
          {
            ...amountOf(amount),
            destination: accountId,
            transfer_group: payoutId,
            metadata: { [payoutKey]: payoutId },
          },
          { idempotencyKey: `payout:${payoutId}` },
        ),
      ),
    );
  }

  /** The transfer of a payout, if there is one: the provider forgets keys after a day. */
  async transferOf(payoutId: string): Promise<ProviderTransfer | null> {
    const found = await this.client.call('transfers.list', 'list', (stripe) =>
      stripe.transfers.list({ transfer_group: payoutId, limit: 1 }),
    );
    return found.data[0] ? transferOf(found.data[0]) : null;
  }

  async readTransfer(transferId: string): Promise<ProviderTransfer> {
    return transferOf(
      await this.client.call('transfers.retrieve', 'transfer', (stripe) => stripe.transfers.retrieve(transferId)),
    );
  }

  /** Takes a transfer back, whole. */
  async reverse(transferId: string, payoutId: string): Promise<void> {
    await this.client.call('transfers.createReversal', 'transfer_reversal', (stripe) =>
      stripe.transfers.createReversal(
        transferId,
        { metadata: { [payoutKey]: payoutId } },
        { idempotencyKey: `payout:${payoutId}:reversal` },
      ),
    );
  }
}

function accountOf(account: StripeSdk.Account): ProviderAccount {
  return {
    id: account.id,
    userId: account.metadata?.[userKey] ?? null,
    isSubmitted: account.details_submitted,
    takesTransfers: account.capabilities?.transfers === 'active',
  };
}

function transferOf(transfer: StripeSdk.Transfer): ProviderTransfer {
  const currency = transfer.currency.toUpperCase();
  return {
    id: transfer.id,
    payoutId: transfer.metadata[payoutKey] ?? null,
    isReversed: transfer.reversed,
    currency,
    minor: fromProvider(transfer.amount, currency),
  };
}
