import { defineJob } from '../../../kit/jobs/job';
import { Reconciler } from './reconciler';

export const reconcileLedger = defineJob<{ id: string }>('reconcile_ledger', (scope, { id }) =>
  scope.get(Reconciler).carryOut(id),
);
