import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { Viewer } from '../../../kit/identity/viewer';

/** Narrows a list, inside the query, to rows of sellers where the viewer has one of the permissions: one's own purchases are not in it. */
export function onlyOfSellers<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  viewer: Viewer,
  permissions: readonly string[],
): void {
  if (viewer.isSystem || viewer.isAdministrator) return;
  const works = (organisationId: string | null): boolean =>
    permissions.some((permission) => viewer.may(permission, { organisationId }));
  query.andWhere('(row.organisationId = ANY(:sellers) OR (:isOfMarket AND row.organisationId IS NULL))', {
    sellers: viewer.claims.organisations.filter(works),
    isOfMarket: works(null),
  });
}
