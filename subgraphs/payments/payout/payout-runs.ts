import { kitErrors } from '../../../kit/errors/kit-errors';
import { onBehalfOf } from '../../../kit/identity/signed-in';
import { defineCron, enqueue } from '../../../kit/jobs/job';
import { Money } from '../../../kit/money/money';
import { RequestKeys } from '../../../kit/requests/request-keys';
import type { Scope } from '../../../kit/scope/scope';
import { paymentsErrors } from '../payments.errors';
import { mayManage } from '../user/staff';
import { UserRef } from '../user/user.stub';
import { roleOf } from './earnings';
import { minimumOf, outcomeOf, payablesAfter } from './payable';
import { PayoutRun, PayoutRunState } from './payout-run.entity';
import { PayoutRow, type RunPayoutsInput, type RunPayoutsPayload } from './payout.input';
import { payoutRunPolicy } from './payout.policy';
import { planPayouts } from './plan-payouts.job';

/** Rows that a dry run shows. */
const most = 1_000;

/** Begins payout runs, and says what one would do. */
export class PayoutRuns {
  constructor(private readonly scope: Scope) {}

  /** @throws UNAUTHENTICATED, NOT_FOUND, PAYOUTS_UNDER_WAY, IDEMPOTENCY_KEY_REUSED */
  async run(input: RunPayoutsInput): Promise<RunPayoutsPayload> {
    const startedBy = onBehalfOf(this.scope.viewer);
    if (!mayManage(this.scope.viewer)) throw kitErrors.NOT_FOUND({ thing: 'marketplace' });
    if (input.dryRun) return { run: null, rows: await this.preview() };
    const run = await this.scope.transaction((tx) =>
      tx.get(RequestKeys).once('runPayouts', input, {
        run: () => tx.get(PayoutRuns).begin(startedBy),
        remember: ({ id }) => id,
        recall: (id: string) => tx.require(PayoutRun, id, payoutRunPolicy.see),
      }),
    );
    return { run, rows: [] };
  }

  /** @param startedBy null: the calendar @throws PAYOUTS_UNDER_WAY */
  begin(startedBy: string | null): Promise<PayoutRun> {
    return this.scope.transaction(async (tx) => {
      await tx.db.query(`SELECT pg_advisory_xact_lock(hashtextextended('payout run', 0))`);
      const planned = await tx.db.countBy(PayoutRun, { state: PayoutRunState.PLANNING });
      if (planned > 0) throw paymentsErrors.PAYOUTS_UNDER_WAY();
      const facts = { state: PayoutRunState.PLANNING, startedBy, reached: '', at: tx.clock.now() };
      const run = await tx.save(Object.assign(new PayoutRun(), facts));
      await enqueue(tx, planPayouts, { runId: run.id }, { key: `plan:${run.id}` });
      return run;
    });
  }

  private async preview(): Promise<PayoutRow[]> {
    const rows: PayoutRow[] = [];
    for (let after: string | undefined = ''; after !== undefined && rows.length < most;) {
      const payables = await payablesAfter(this.scope, after, most);
      for (const payable of payables) {
        const { account, currency, available, userId } = payable;
        if (available === 0n) continue;
        const outcome = outcomeOf(payable, minimumOf(this.scope.config.PAYOUT_MINIMUMS, currency));
        const [user, role] = [UserRef.of(userId), roleOf(account)];
        rows.push(Object.assign(new PayoutRow(), { user, role, available: Money.of(available, currency), outcome }));
      }
      after = payables.at(-1)?.account;
    }
    return rows.slice(0, most);
  }
}

/** On the fifth of each month. A run that is under way still does the same. */
export const runPayoutsMonthly = defineCron('run_payouts', '0 6 5 * *', async (scope) => {
  const planned = await scope.db.countBy(PayoutRun, { state: PayoutRunState.PLANNING });
  if (planned === 0) await scope.get(PayoutRuns).begin(null);
});
