import type { Scope } from '../../../kit/scope/scope';
import type { Account } from './account';

/** What is on an account in one currency: debit positive. Minor units. */
export interface Balance {
  readonly account: string;
  readonly currency: string;
  readonly total: bigint;
  /** The part of it that may not be paid out yet. */
  readonly pending: bigint;
}

type Digits<T> = { readonly [K in keyof T]: T[K] extends bigint ? string : T[K] };

/** Sums of the ledger, which stay fast however long it gets: a checkpoint, and what came after it. */
export class Balances {
  constructor(private readonly scope: Scope) {}

  /** In every currency in which the accounts were ever used, as of now. */
  async of(accounts: readonly string[]): Promise<Balance[]> {
    const rows = await this.scope.db.query<Digits<Balance>[]>(BALANCES, [accounts, this.scope.clock.now()]);
    return rows.map((row) => ({ ...row, total: BigInt(row.total), pending: BigInt(row.pending) }));
  }

  async in(account: Account, currency: string): Promise<Pick<Balance, 'total' | 'pending'>> {
    const balances = await this.of([account]);
    return balances.find((balance) => balance.currency === currency) ?? { total: 0n, pending: 0n };
  }
}

/**
 * Joins to rows of `ledger_account known` what is on them: `checkpoint.minor` and `later.minor`, which together are the balance,
 * and `pending.minor`. A checkpoint has every entry of transactions before its horizon, and no other; one of another server is
 * none: see checkpoint.job.ts. @param now the placeholder of the present moment
 */
export const joinBalance = (now: string): string => `
    LEFT JOIN ledger_checkpoint checkpoint ON (checkpoint.account, checkpoint.currency) = (known.account, known.currency)
         AND checkpoint.horizon <= pg_snapshot_xmin(pg_current_snapshot())
    LEFT JOIN LATERAL (
      SELECT sum(minor) AS minor FROM ledger_entry
       WHERE (account, currency) = (known.account, known.currency) AND xid >= coalesce(checkpoint.horizon, '0')
    ) later ON true
    LEFT JOIN LATERAL (
      SELECT sum(minor) AS minor FROM ledger_entry
       WHERE (account, currency) = (known.account, known.currency) AND available_at > ${now}
    ) pending ON true`;

const BALANCES = `
  SELECT known.account, known.currency,
         (coalesce(checkpoint.minor, 0) + coalesce(later.minor, 0))::text AS total,
         coalesce(pending.minor, 0)::text AS pending
    FROM ledger_account known ${joinBalance('$2')}
   WHERE known.account = ANY($1)
   ORDER BY known.account, known.currency`;
