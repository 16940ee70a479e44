import { randomUUID } from 'node:crypto';
import type { Factory } from '../../../kit/testing/subgraph-test';
import { instructorPayable } from '../ledger/account';
import { PayoutRun, PayoutRunState } from './payout-run.entity';
import { Payout } from './payout.entity';
import { PayoutState } from './payout.states';

/** A run that is done, without payouts. */
export const payoutRunFactory: Factory<Partial<PayoutRun>, PayoutRun> = (scope, given) => {
  const facts = { state: PayoutRunState.DONE, startedBy: null, reached: '', at: scope.clock.now() };
  return scope.save(Object.assign(new PayoutRun(), facts, given));
};

/** 70.00 EUR that were paid, as a row: the ledger knows nothing of it. */
export const payoutFactory: Factory<{ readonly runId: string; readonly userId?: string }, Payout> = async (
  scope,
  { runId, userId = randomUUID() },
) => {
  const [id, now] = [scope.ids.next(), scope.clock.now()];
  await scope.db.query(
    `INSERT INTO payout (id, run_id, user_id, account, currency, minor, state, account_id, at, snapshot, version, created_at, updated_at)
     VALUES ($1, $2, $3, $4, 'EUR', 7000, $5, 'acct_1', $6, pg_current_snapshot(), 1, $6, $6)`,
    [id, runId, userId, instructorPayable(userId), PayoutState.PAID, now],
  );
  return scope.db.findOneByOrFail(Payout, { id });
};
