import { definePolicy } from '../../../kit/policy/policy';
import { mayAudit } from '../user/staff';
import { ReconciliationDifference } from './difference.entity';
import { Reconciliation } from './reconciliation.entity';

/** For whoever reads the marketplace's book. */
export const reconciliationPolicy = definePolicy(Reconciliation, { see: (viewer) => () => mayAudit(viewer) });
export const differencePolicy = definePolicy(ReconciliationDifference, { see: (viewer) => () => mayAudit(viewer) });
