import { defineCron } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';

/** Something in the ledger that cannot be. */
export interface LedgerProblem {
  readonly kind: 'TRANSACTION_OUT_OF_BALANCE' | 'TRANSACTION_EMPTY' | 'CHECKPOINT_WRONG';
  /** The transaction's id, or the account. */
  readonly of: string;
  readonly currency: string;
  /** By how much. */
  readonly minor: string;
}

/** More say nothing more. */
const most = 100;

/**
 * Adds up the whole ledger, past every shortcut: each transaction is zero, none has lost its entries, and each checkpoint is
 * what came before it. The last proof is a metric with an alert.
 */
export async function proveLedger(scope: Scope): Promise<LedgerProblem[]> {
  return scope.transaction(async (tx) => {
    await tx.db.query(`SET LOCAL statement_timeout = '1h'`);
    const problems = await tx.db.query<LedgerProblem[]>(PROBLEMS, [most]);
    await tx.db.query(KEEP, [tx.ids.next(), tx.clock.now(), JSON.stringify(problems)]);
    if (problems.length > 0) tx.log.error({ problems }, 'the ledger is out of balance');
    return problems;
  });
}

export const proveLedgerNightly = defineCron('prove_ledger', '23 2 * * *', async (scope) => {
  await proveLedger(scope);
});

const PROBLEMS = `
  (SELECT 'TRANSACTION_OUT_OF_BALANCE' AS kind, transaction_id::text AS of, min(currency) AS currency, sum(minor)::text AS minor
     FROM ledger_entry GROUP BY transaction_id HAVING sum(minor) <> 0 OR count(DISTINCT currency) > 1 LIMIT $1)
  UNION ALL
  (SELECT 'TRANSACTION_EMPTY', id::text, currency, '0' FROM ledger_transaction
    WHERE NOT EXISTS (SELECT FROM ledger_entry WHERE transaction_id = ledger_transaction.id) LIMIT $1)
  UNION ALL
  (SELECT 'CHECKPOINT_WRONG', account, currency, (minor - coalesce(before.sum, 0))::text
     FROM ledger_checkpoint checkpoint CROSS JOIN LATERAL (
       SELECT sum(entry.minor) FROM ledger_entry entry
        WHERE (entry.account, entry.currency) = (checkpoint.account, checkpoint.currency) AND entry.xid < checkpoint.horizon
     ) before
    WHERE horizon <= pg_snapshot_xmin(pg_current_snapshot()) AND minor <> coalesce(before.sum, 0) LIMIT $1)`;
const KEEP = `
  INSERT INTO ledger_proof (id, at, entries, problems)
  SELECT $1, $2, (SELECT count(*) FROM ledger_entry), $3::jsonb`;
