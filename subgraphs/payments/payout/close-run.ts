import type { Scope } from '../../../kit/scope/scope';
import { PayoutRun, PayoutRunState } from './payout-run.entity';
import { PayoutState } from './payout.states';

/** A run is done once none of its payouts is on its way. Its row is locked: of the last two, one sees the other. */
export async function closeRun(tx: Scope, runId: string): Promise<void> {
  const run = await tx.db.findOne(PayoutRun, { where: { id: runId }, lock: { mode: 'pessimistic_write' } });
  if (run?.state !== PayoutRunState.SENDING) return;
  const open = await tx.db.query<unknown[]>('SELECT 1 FROM payout WHERE run_id = $1 AND state = $2 LIMIT 1', [
    runId,
    PayoutState.PLANNED,
  ]);
  if (open.length === 0) await tx.save(Object.assign(run, { state: PayoutRunState.DONE }));
}
