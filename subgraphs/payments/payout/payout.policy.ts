import { definePolicy } from '../../../kit/policy/policy';
import { mayAudit, mayManage } from '../user/staff';
import { PayoutRun } from './payout-run.entity';
import { Payout } from './payout.entity';

/** A payout is for who gets it, and for the marketplace's staff. */
export const payoutPolicy = definePolicy(Payout, {
  see: (viewer) => (payout) => viewer.is(payout.userId) || mayAudit(viewer),
  manage: (viewer) => () => mayManage(viewer),
});

export const payoutRunPolicy = definePolicy(PayoutRun, {
  see: (viewer) => () => mayAudit(viewer),
  manage: (viewer) => () => mayManage(viewer),
});
