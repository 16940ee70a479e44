import { loadByKey, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { ReconciliationDifference } from './difference.entity';
import { Reconciliation } from './reconciliation.entity';
import { differencePolicy, reconciliationPolicy } from './reconciliation.policy';

/** Every read of reconciliations by key. */
export class ReconciliationLoaders {
  readonly visible: Loader<string, Reconciliation | null>;
  readonly difference: Loader<string, ReconciliationDifference | null>;

  constructor(scope: Scope) {
    this.visible = loadByKey(scope, Reconciliation, 'id', reconciliationPolicy.see);
    this.difference = loadByKey(scope, ReconciliationDifference, 'id', differencePolicy.see);
  }
}
