import { defineJob } from '../../../kit/jobs/job';
import { PayoutPlanning } from './payout-planning';

export const planPayouts = defineJob<{ runId: string }>('plan_payouts', async (scope, { runId }) => {
  while (await scope.transaction((tx) => tx.get(PayoutPlanning).step(runId)));
});
