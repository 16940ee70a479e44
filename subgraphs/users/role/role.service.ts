import { page } from '../../../kit/database/page';
import { violates } from '../../../kit/database/sql-state';
import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Page } from '../../../kit/graphql/connection';
import type { PageArgs } from '../../../kit/graphql/page.args';
import type { Place } from '../../../kit/identity/viewer';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { userErrors } from '../users.errors';
import { announceViewerChange } from '../viewer/viewer.topics';
import { RoleAssignment } from './role-assignment.entity';
import type { CreateRoleInput, UpdateRoleInput } from './role.input';
import { Role } from './role.entity';
import { rolePolicy } from './role.policy';

/** What roles there are. */
export class RoleService {
  constructor(private readonly scope: Scope) {}

  /** The marketplace's roles and those of the viewer's organisations, by name. @throws UNAUTHENTICATED, BAD_CURSOR */
  list(args: PageArgs): Promise<Page<Role>> {
    if (this.scope.viewer.id === null) throw kitErrors.UNAUTHENTICATED();
    return page(this.scope, { name: 'roles', entity: Role, order: { by: 'name', direction: 'ASC' } }, args);
  }

  /** @throws GRANT_TOO_WIDE, NOT_FOUND, ROLE_NAME_TAKEN, UNAUTHENTICATED */
  create({ name, description, permissions, organisationId = null }: CreateRoleInput): Promise<Role> {
    const place = { organisationId };
    demandRoleManager(this.scope, place);
    demandHeld(this.scope, permissions, place);
    return this.scope
      .save(Object.assign(new Role(), { name, description, permissions, organisationId, isBuiltIn: false }))
      .catch(refuseTakenName);
  }

  /** @throws BUILT_IN_ROLE, CONFLICT, GRANT_TOO_WIDE, NOT_FOUND, UNAUTHENTICATED */
  update({ id, description, permissions, expectedVersion }: UpdateRoleInput): Promise<Role> {
    return this.scope.transaction(async (tx) => {
      const role = await own(tx, id, expectedVersion);
      demandHeld(tx, permissions ?? [], { organisationId: role.organisationId });
      await announceHolders(tx, id);
      return tx.save(
        Object.assign(role, {
          ...(description == null ? {} : { description }),
          ...(permissions ? { permissions } : {}),
        }),
      );
    });
  }

  /** Takes the role from everyone who has it. @throws BUILT_IN_ROLE, NOT_FOUND, UNAUTHENTICATED */
  delete(id: string): Promise<string> {
    return this.scope.transaction(async (tx) => {
      const role = await own(tx, id);
      await announceHolders(tx, id);
      await tx.db.delete(Role, { id: role.id });
      return role.id;
    });
  }
}

/** @throws NOT_FOUND, UNAUTHENTICATED */
export function demandRoleManager(scope: Scope, place: Place): void {
  const { viewer } = scope;
  if (viewer.claims.kind === 'anonymous') throw kitErrors.UNAUTHENTICATED();
  const isUsable = place.organisationId === null || isUuid(place.organisationId);
  if (!isUsable || !viewer.may('role.manage', place)) throw kitErrors.NOT_FOUND({ thing: 'role' });
}

/** Nobody passes on what they do not hold in that very place. @throws GRANT_TOO_WIDE */
export function demandHeld({ viewer }: Scope, permissions: readonly string[], place: Place): void {
  const missing = permissions.filter((permission) => !viewer.may(permission, place));
  if (missing.length > 0) throw userErrors.GRANT_TOO_WIDE({ missing });
}

async function own(tx: Scope, id: string, expectedVersion?: number | null): Promise<Role> {
  const role = await tx.require(Role, id, rolePolicy.edit, expectedVersion);
  if (role.isBuiltIn) throw userErrors.BUILT_IN_ROLE();
  return role;
}

/** Whoever has the role has a token that no longer says what is true. */
async function announceHolders(tx: Scope, roleId: string): Promise<void> {
  const holders = await tx.db.find(RoleAssignment, { where: { roleId }, select: { userId: true } });
  announceViewerChange(tx, { kind: 'ROLES_CHANGED', userIds: [...new Set(holders.map(({ userId }) => userId))] });
}

function refuseTakenName(error: unknown): never {
  if (violates(error, 'role_name')) throw userErrors.ROLE_NAME_TAKEN();
  throw error;
}
