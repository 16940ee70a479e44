import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { Viewer } from '../../../kit/identity/viewer';

/** Whoever reads the marketplace's payments: its book, its taxes, its payouts. */
export const mayAudit = (viewer: Viewer): boolean =>
  viewer.may('payments.read', { organisationId: null }) || mayManage(viewer);

/** Whoever moves the marketplace's money. */
export const mayManage = (viewer: Viewer): boolean => viewer.may('payments.manage', { organisationId: null });

/** The rows of a list that the viewer may see: their own, and those of sellers whose payments they read or manage. */
export function visiblePayments<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  viewer: Viewer,
  owner: 'user_id',
): void {
  if (viewer.isSystem || viewer.isAdministrator) return;
  const sellers = viewer.claims.grants.filter(
    ({ permissions, resource }) =>
      resource === null && ['payments.read', 'payments.manage', '*'].some((each) => permissions.includes(each)),
  );
  query.andWhere(
    `(row.${owner} = CAST(:paymentsOwner AS uuid)
      OR CAST(row.organisation_id AS text) = ANY(:paymentsSellers)
      OR (:isMarketStaff AND row.organisation_id IS NULL))`,
    {
      paymentsOwner: viewer.id,
      paymentsSellers: sellers.flatMap(({ organisationId }) => organisationId ?? []),
      isMarketStaff: sellers.some(({ organisationId }) => organisationId === null),
    },
  );
}
