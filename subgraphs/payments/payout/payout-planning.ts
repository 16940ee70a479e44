import { enqueue } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { Ledger } from '../ledger/ledger';
import { payoutPosting } from '../ledger/transfer.posting';
import { closeRun } from './close-run';
import { minimumOf, outcomeOf, payablesAfter, type Payable } from './payable';
import { PayoutRun, PayoutRunState } from './payout-run.entity';
import { PayoutState } from './payout.states';
import { sendPayout } from './send-payout.job';

/** Accounts in one transaction. */
const batch = 200;

/** Computes who gets what, some accounts at a time: a run that is cut off goes on where it was. */
export class PayoutPlanning {
  constructor(private readonly tx: Scope) {}

  /** @returns whether there is more to do */
  async step(runId: string): Promise<boolean> {
    const run = await this.tx.db.findOne(PayoutRun, { where: { id: runId }, lock: { mode: 'pessimistic_write' } });
    if (run?.state !== PayoutRunState.PLANNING) return false;
    const payables = await payablesAfter(this.tx, run.reached, batch);
    for (const payable of payables) await this.plan(run, payable);
    const last = payables.at(-1);
    if (last) run.reached = last.account;
    else run.state = PayoutRunState.SENDING;
    await this.tx.save(run);
    if (!last) await closeRun(this.tx, runId);
    return last !== undefined;
  }

  /** What is planned is out of the ledger's balance at once: no other run, and no second attempt, pays it again. */
  private async plan(run: PayoutRun, payable: Payable): Promise<void> {
    const { account, currency, available: minor, accountId, userId, snapshot } = payable;
    const minimum = minimumOf(this.tx.config.PAYOUT_MINIMUMS, currency);
    if (outcomeOf(payable, minimum) !== 'PAY') return;
    const [id, now] = [this.tx.ids.next(), this.tx.clock.now()];
    await this.tx.db.query(PLAN, [
      id,
      run.id,
      userId,
      account,
      currency,
      minor.toString(),
      PayoutState.PLANNED,
      accountId,
      run.at,
      snapshot,
      now,
    ]);
    await this.tx.get(Ledger).post(payoutPosting({ id, currency, minor, at: now, account }));
    await enqueue(this.tx, sendPayout, { payoutId: id }, { key: `payout:${id}` });
  }
}

const PLAN = `
  INSERT INTO payout (id, run_id, user_id, account, currency, minor, state, account_id, at, snapshot, version, created_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::pg_snapshot, 1, $11, $11)`;
