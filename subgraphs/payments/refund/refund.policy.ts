import type { SelectQueryBuilder } from 'typeorm';
import type { Viewer } from '../../../kit/identity/viewer';
import { onlyGranted } from '../../../kit/policy/granted';
import { definePolicy } from '../../../kit/policy/policy';
import { isPaymentStaff } from '../order/order.policy';
import { placeOfPaid } from '../payment/paid-for';
import { Refund } from './refund.entity';

/** Whether the viewer looks after the payments of the refund's seller. */
export const seesAsStaff = (viewer: Viewer, refund: Refund): boolean => isPaymentStaff(viewer, placeOfPaid(refund));

/** Who may see a refund: whoever may see its order, or subscription. What failed, its seller's staff resolve. */
export const refundPolicy = definePolicy(Refund, {
  see: (viewer) => (refund) => viewer.is(refund.userId) || seesAsStaff(viewer, refund),
  manage: (viewer) => (refund) => viewer.may('payments.manage', placeOfPaid(refund)),
});

/** The same as `see`, inside a query. */
export function onlyVisibleRefunds(query: SelectQueryBuilder<Refund>, viewer: Viewer): void {
  onlyGranted(query, viewer, {
    owner: 'user_id',
    permissions: ['payments.read', 'payments.manage'],
    type: Refund.name,
  });
}
