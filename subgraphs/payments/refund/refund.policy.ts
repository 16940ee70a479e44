import type { SelectQueryBuilder } from 'typeorm';
import type { Viewer } from '../../../kit/identity/viewer';
import { onlyGranted } from '../../../kit/policy/granted';
import { definePolicy } from '../../../kit/policy/policy';
import { isPaymentStaff } from '../order/order.policy';
import { Refund } from './refund.entity';

const placeOf = ({ organisationId, orderId }: Refund) => ({ organisationId, resource: `Order:${orderId}` });

/** Whether the viewer looks after the payments of the refund's seller. */
export const seesAsStaff = (viewer: Viewer, refund: Refund): boolean => isPaymentStaff(viewer, placeOf(refund));

/** Who may see a refund: whoever may see its order. What failed, its seller's staff resolve. */
export const refundPolicy = definePolicy(Refund, {
  see: (viewer) => (refund) => viewer.is(refund.userId) || seesAsStaff(viewer, refund),
  manage: (viewer) => (refund) => viewer.may('payments.manage', placeOf(refund)),
});

/** The same as `see`, inside a query. */
export function onlyVisibleRefunds(query: SelectQueryBuilder<Refund>, viewer: Viewer): void {
  onlyGranted(query, viewer, {
    owner: 'user_id',
    permissions: ['payments.read', 'payments.manage'],
    type: Refund.name,
  });
}

/** The same as `manage`, inside a query: one's own refund is no task of one's own. */
export function onlyManagedRefunds(query: SelectQueryBuilder<Refund>, viewer: Viewer): void {
  if (viewer.isSystem || viewer.isAdministrator) return;
  const manages = (organisationId: string | null): boolean => viewer.may('payments.manage', { organisationId });
  query.andWhere('(row.organisationId = ANY(:managed) OR (:managesMarket AND row.organisationId IS NULL))', {
    managed: viewer.claims.organisations.filter(manages),
    managesMarket: manages(null),
  });
}
