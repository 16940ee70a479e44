import type StripeSdk from 'stripe';
import { fromProvider } from '../../../kit/money/provider-amounts';
import type { Scope } from '../../../kit/scope/scope';
import { payoutKey } from './connect-provider';
import { ProviderClient } from './provider-client';

/** Something that moved the balance that the provider has for us. */
export interface ProviderMovement {
  readonly id: string;
  /** The provider's word: `charge`, `refund`, `transfer`, `payout`, … */
  readonly type: string;
  readonly currency: string;
  /** Signed, before the fee. */
  readonly minor: bigint;
  readonly fee: bigint;
  readonly at: Date;
  /** The charge, refund, dispute, transfer or reversal; null where there is none. */
  readonly sourceId: string | null;
  /** Ours, of a transfer or its reversal. */
  readonly payoutId: string | null;
}

/** What the provider says that it has for us, and how it came to it. */
export class BalanceProvider {
  private readonly client: ProviderClient;

  constructor(scope: Pick<Scope, 'shared'>) {
    this.client = scope.shared(ProviderClient);
  }

  /** Movements since a moment, the newest first, page by page. */
  async *movements(since: Date): AsyncGenerator<ProviderMovement[]> {
    for (let after: string | undefined; ;) {
      const page: StripeSdk.ApiList<StripeSdk.BalanceTransaction> = await this.client.call(
        'balanceTransactions.list',
        'list',
        (stripe) =>
          stripe.balanceTransactions.list({
            created: { gte: Math.floor(since.getTime() / 1000) },
            limit: 100,
            expand: ['data.source'],
            ...(after ? { starting_after: after } : {}),
          }),
      );
      if (page.data.length > 0) yield page.data.map(movementOf);
      if (!page.has_more) return;
      after = page.data.at(-1)!.id;
    }
  }

  /** What is there, available or not yet, by currency. Minor units. */
  async balance(): Promise<Map<string, bigint>> {
    const { available, pending } = await this.client.call('balance.retrieve', 'balance', (stripe) =>
      stripe.balance.retrieve(),
    );
    const sums = new Map<string, bigint>();
    for (const { amount, currency } of [...available, ...pending]) {
      const code = currency.toUpperCase();
      sums.set(code, (sums.get(code) ?? 0n) + fromProvider(amount, code));
    }
    return sums;
  }
}

function movementOf(transaction: StripeSdk.BalanceTransaction): ProviderMovement {
  const { id, type, amount, fee, created, source } = transaction;
  const currency = transaction.currency.toUpperCase();
  return {
    id,
    type,
    currency,
    minor: fromProvider(amount, currency),
    fee: fromProvider(fee, currency),
    at: new Date(created * 1000),
    sourceId: typeof source === 'string' ? source : (source?.id ?? null),
    payoutId: typeof source === 'object' && source !== null ? payoutOf(source) : null,
  };
}

function payoutOf(source: StripeSdk.BalanceTransactionSource): string | null {
  const isOurs = source.object === 'transfer' || source.object === 'transfer_reversal';
  return isOurs ? (source.metadata?.[payoutKey] ?? null) : null;
}
