import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { Viewer } from '../identity/viewer';

interface Granted {
  /** The column of the person whose row it is. */
  readonly owner: string;
  /** Each of these shows a row that lies where it was granted. */
  readonly permissions: readonly string[];
  /** How grants for one row name it: `<type>:<id>`. */
  readonly type: string;
}

/** Narrows a list, inside the query, to the viewer's own rows and those that one of the permissions shows them. */
export function onlyGranted<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  viewer: Viewer,
  { owner, permissions, type }: Granted,
): void {
  if (viewer.isSystem || viewer.isAdministrator) return;
  const grants = viewer.claims.grants.filter((grant) =>
    [...permissions, '*'].some((permission) => grant.permissions.includes(permission)),
  );
  const wide = grants.filter(({ resource }) => resource === null);
  const single = grants.flatMap(({ resource, organisationId }) => {
    const [named, id] = resource?.split(':') ?? [];
    return named === type && id ? [`${id}:${organisationId ?? ''}`] : [];
  });
  query.andWhere(GRANTED.replace('owner', owner), {
    grantedOwner: viewer.id,
    grantedOrganisations: wide.flatMap(({ organisationId }) => organisationId ?? []),
    isGrantedMarket: wide.some(({ organisationId }) => organisationId === null),
    grantedRows: single,
  });
}

const GRANTED = `(
  row.owner = CAST(:grantedOwner AS uuid)
  OR CAST(row.organisation_id AS text) = ANY(:grantedOrganisations)
  OR (:isGrantedMarket AND row.organisation_id IS NULL)
  OR concat(row.id, ':', row.organisation_id) = ANY(:grantedRows))`;
