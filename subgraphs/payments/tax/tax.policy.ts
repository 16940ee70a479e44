import { definePolicy } from '../../../kit/policy/policy';
import { mayAudit, mayManage } from '../user/staff';
import { TaxRate } from './tax-rate.entity';

/** Who may do what with rates: the marketplace's staff. */
export const taxRatePolicy = definePolicy(TaxRate, {
  see: (viewer) => () => mayAudit(viewer),
  manage: (viewer) => () => mayManage(viewer),
});
