import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { ReconciliationDifference } from './difference.entity';
import type { Reconciliation } from './reconciliation.entity';
import { ReconciliationLoaders } from './reconciliation.loaders';

/** How references become reconciliations; the policy is in the loader. */
export const resolveReconciliation: ReferenceResolver<Reconciliation> = (scope, { id }) =>
  scope.get(ReconciliationLoaders).visible.load(id);

export const resolveDifference: ReferenceResolver<ReconciliationDifference> = (scope, { id }) =>
  scope.get(ReconciliationLoaders).difference.load(id);
