import { defineCron } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';

/** Entries of an account after its checkpoint, from which on another one is worth it. */
const worthIt = 100;

/**
 * Sums up what is final. Entries are in no order that a number could give: a transaction that began earlier may commit later.
 * So a checkpoint has a horizon: the oldest transaction that was still under way. What is before it has ended, and what comes
 * after has a higher number; whatever commits late is counted as later.
 */
export async function makeCheckpoints(scope: Scope, least = worthIt): Promise<void> {
  await scope.transaction(async (tx) => {
    await tx.db.query(`SET LOCAL statement_timeout = '10min'`);
    await tx.db.query(FORGET_FOREIGN);
    await tx.db.query(CHECKPOINT, [tx.clock.now(), least]);
  });
}

export const checkpointLedger = defineCron('checkpoint_ledger', '*/10 * * * *', (scope) => makeCheckpoints(scope));

/** A backup that was restored on another server brings horizons of transactions that this one has not reached. */
const FORGET_FOREIGN = `DELETE FROM ledger_checkpoint WHERE horizon > pg_snapshot_xmin(pg_current_snapshot())`;

const CHECKPOINT = `
  WITH now AS MATERIALIZED (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS horizon)
  INSERT INTO ledger_checkpoint (account, currency, horizon, minor, made_at)
  SELECT known.account, known.currency, now.horizon, coalesce(checkpoint.minor, 0) + later.minor, $1
    FROM now CROSS JOIN ledger_account known
    LEFT JOIN ledger_checkpoint checkpoint ON (checkpoint.account, checkpoint.currency) = (known.account, known.currency)
    CROSS JOIN LATERAL (
      SELECT count(*) AS entries, sum(minor) AS minor FROM ledger_entry
       WHERE (account, currency) = (known.account, known.currency)
         AND xid >= coalesce(checkpoint.horizon, '0') AND xid < now.horizon
    ) later
   WHERE later.entries >= $2
  ON CONFLICT (account, currency) DO UPDATE
    SET horizon = excluded.horizon, minor = excluded.minor, made_at = excluded.made_at
    WHERE ledger_checkpoint.horizon < excluded.horizon`;
