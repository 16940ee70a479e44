import { loadWith, type Loader } from '../../../kit/database/loaders';
import { Viewer, type Grant } from '../../../kit/identity/viewer';
import type { Scope } from '../../../kit/scope/scope';

/** What a person may do, and the organisations they belong to: what tokens carry. */
export interface Standing {
  readonly grants: readonly Grant[];
  readonly organisations: readonly string[];
}

interface Row extends Grant {
  readonly userId: string;
}

/** What people may do, read from the roles they have right now: as the house, because it decides what they then reach. */
export class GrantLoaders {
  readonly of: Loader<string, Standing>;

  constructor(scope: Scope) {
    const { db } = scope.as(Viewer.system);
    this.of = loadWith(
      async (userIds) => {
        const grants = Map.groupBy(await db.query<Row[]>(GRANTS, [userIds]), (row) => row.userId);
        const memberships = Map.groupBy(await db.query<Membership[]>(MEMBERSHIPS, [userIds]), (row) => row.userId);
        return new Map(
          userIds.map((userId) => [userId, standing(grants.get(userId) ?? [], memberships.get(userId) ?? [])]),
        );
      },
      standing([], []),
    );
  }
}

interface Membership {
  readonly userId: string;
  readonly organisationId: string;
}

/** A role in an organisation makes a member of it. */
function standing(rows: readonly Row[], memberships: readonly Membership[]): Standing {
  const grants = rows.map(({ role, permissions, organisationId, resource }) => ({
    role,
    permissions,
    organisationId,
    resource,
  }));
  const organisations = [...grants, ...memberships]
    .map(({ organisationId }) => organisationId)
    .filter((id) => id !== null);
  return { grants, organisations: [...new Set(organisations)] };
}

const GRANTS = `
  SELECT assignment.user_id AS "userId", role.name AS role, role.permissions, assignment.organisation_id AS "organisationId", assignment.resource
    FROM role_assignment assignment JOIN role ON role.id = assignment.role_id
   WHERE assignment.user_id = ANY($1::uuid[])
   ORDER BY assignment.created_at, assignment.id`;

const MEMBERSHIPS = `SELECT user_id AS "userId", organisation_id AS "organisationId" FROM membership WHERE user_id = ANY($1::uuid[]) ORDER BY organisation_id`;
