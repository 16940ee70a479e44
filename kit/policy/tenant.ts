import type { EntityMetadata, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { everyTenant, type Tenants } from '../database/tenants';
import type { Place, Viewer } from '../identity/viewer';
import { isUuid } from '../scope/ids';

/** A row that belongs to an organisation is out of reach for everyone outside it. The one place where this is decided for rows in hand. */
export function crossesTenantWall(viewer: Viewer, row: ObjectLiteral): boolean {
  const organisationId = organisationOf(row);
  return organisationId !== null && !viewer.belongsTo(organisationId);
}

/** The same wall for lists, inside the query. */
export function addTenantWall<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  metadata: EntityMetadata,
  viewer: Viewer,
): void {
  const column = metadata.findColumnWithPropertyName('organisationId');
  if (!column || viewer.isSystem || viewer.isAdministrator) return;
  const path = `${query.alias}.organisationId`;
  query.andWhere(`(${path} IS NULL OR ${path} = ANY(:viewerOrganisations))`, {
    viewerOrganisations: viewer.claims.organisations,
  });
}

/** The second wall, below every statement: what PostgreSQL itself lets the viewer reach. */
export function tenantsOf(viewer: Viewer): Tenants {
  if (viewer.isSystem || viewer.isAdministrator) return everyTenant;
  return viewer.claims.organisations.filter(isUuid).toSorted().join(',');
}

/** Where a row lies, for permissions: its organisation, and itself as a resource. */
export function within(row: ObjectLiteral & { id: string }): Place {
  return { organisationId: organisationOf(row), resource: `${row.constructor.name}:${row.id}` };
}

function organisationOf(row: ObjectLiteral): string | null {
  const value: unknown = row['organisationId'];
  return typeof value === 'string' ? value : null;
}
