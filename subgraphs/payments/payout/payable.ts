import { exponentOf } from '../../../kit/money/currencies';
import type { Scope } from '../../../kit/scope/scope';
import type { Account } from '../ledger/account';
import { joinBalance } from '../ledger/balances';

/** What somebody is owed, on one account in one currency. Minor units. */
export interface Payable {
  readonly account: Account;
  readonly currency: string;
  readonly userId: string;
  /** May be negative: a refund came after the payout. It is carried. */
  readonly available: bigint;
  /** Where it can be transferred; null where they have no account that takes it. */
  readonly accountId: string | null;
  /** What the ledger had when this was computed. */
  readonly snapshot: string;
}

/** What becomes of it. */
export type PayableOutcome = 'PAY' | 'BELOW_MINIMUM' | 'NO_ACCOUNT' | 'NEGATIVE';

/** 50 of the major unit where nobody said otherwise. */
export function minimumOf(minimums: Readonly<Record<string, bigint>>, currency: string): bigint {
  return minimums[currency] ?? 50n * 10n ** BigInt(exponentOf(currency));
}

export function outcomeOf({ available, accountId }: Payable, minimum: bigint): PayableOutcome {
  if (available < 0n) return 'NEGATIVE';
  if (available < minimum) return 'BELOW_MINIMUM';
  return accountId === null ? 'NO_ACCOUNT' : 'PAY';
}

/** Accounts on which something is available, by name: up to `limit` after `after`. */
export async function payablesAfter(scope: Scope, after: string, limit: number): Promise<Payable[]> {
  const rows = await scope.db.query<(Omit<Payable, 'available'> & { available: string })[]>(PAYABLES, [
    after,
    limit,
    scope.clock.now(),
  ]);
  return rows.map((row) => ({ ...row, available: BigInt(row.available) }));
}

/** The same sum as in balances.ts, with the snapshot of this very statement. All currencies of an account come together. */
const PAYABLES = `
  WITH accounts AS (
    SELECT DISTINCT account FROM ledger_account
     WHERE account > $1 AND (starts_with(account, 'affiliate:') OR starts_with(account, 'instructor:'))
     ORDER BY account LIMIT $2
  )
  SELECT known.account, known.currency, split_part(known.account, ':', 2) AS "userId", pg_current_snapshot()::text AS snapshot,
         (-(coalesce(checkpoint.minor, 0) + coalesce(later.minor, 0)) + coalesce(pending.minor, 0))::text AS available,
         payout_account.account_id AS "accountId"
    FROM accounts JOIN ledger_account known USING (account)
    LEFT JOIN payout_account ON user_id = split_part(known.account, ':', 2)::uuid AND takes_transfers
    ${joinBalance('$3')}
   ORDER BY known.account, known.currency`;
