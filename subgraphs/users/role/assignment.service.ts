import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Scope } from '../../../kit/scope/scope';
import { User } from '../profile/user.entity';
import { UserLoaders } from '../profile/user.loaders';
import { userPolicy } from '../profile/user.policy';
import { userErrors } from '../users.errors';
import { announceViewerChange } from '../viewer/viewer.topics';
import { keepAnAdministrator } from './last-administrator';
import { resourceName } from './permission';
import { RoleAssignment } from './role-assignment.entity';
import { Role } from './role.entity';
import type { GrantRoleInput } from './role.input';
import { assignmentPolicy, placeOf, rolePolicy } from './role.policy';
import { demandHeld, demandRoleManager } from './role.service';

/** Every role travels in the access token. */
const mostRoles = 100;

/** Who has which role. */
export class AssignmentService {
  constructor(private readonly scope: Scope) {}

  /** Granting twice is granting once. @throws GRANT_TOO_WIDE, NOT_FOUND, TOO_MANY_ROLES, UNAUTHENTICATED */
  grant({
    userId,
    roleId,
    organisationId = null,
    resourceType,
    resourceId,
  }: GrantRoleInput): Promise<{ user: User; assignment: RoleAssignment }> {
    if (Boolean(resourceType) !== Boolean(resourceId))
      throw kitErrors.BAD_INPUT({ fields: { resourceId: 'Give resourceType and resourceId, or neither.' } });
    const where = { organisationId, resource: resourceName(resourceType, resourceId) };
    return this.scope.transaction(async (tx) => {
      demandRoleManager(tx, placeOf(where));
      const role = await tx.require(Role, roleId, rolePolicy.see);
      if (role.organisationId !== null && role.organisationId !== organisationId)
        throw kitErrors.NOT_FOUND({ thing: 'role' });
      demandHeld(tx, role.permissions, placeOf(where));
      const user = await tx.require(User, userId, userPolicy.see);
      if (user.erasedAt !== null) throw kitErrors.NOT_FOUND({ thing: 'user' });
      return { user, assignment: await this.add(tx, { userId, roleId, ...where }) };
    });
  }

  /** @throws LAST_ADMINISTRATOR, NOT_FOUND, UNAUTHENTICATED */
  revoke(assignmentId: string): Promise<User | null> {
    return this.scope.transaction(async (tx) => {
      const { id, userId } = await tx.require(RoleAssignment, assignmentId, assignmentPolicy.revoke);
      await keepAnAdministrator(tx, { assignmentId: id });
      await tx.db.delete(RoleAssignment, { id });
      announceViewerChange(tx, { kind: 'ROLES_CHANGED', userIds: [userId] });
      return tx.get(UserLoaders).visible.load(userId);
    });
  }

  /** The user's row is locked, so that two grants at once are counted one after the other. */
  private async add(
    tx: Scope,
    wanted: Pick<RoleAssignment, 'userId' | 'roleId' | 'organisationId' | 'resource'>,
  ): Promise<RoleAssignment> {
    const held = await tx.db.findBy(RoleAssignment, { userId: wanted.userId });
    const same = held.find(
      ({ roleId, organisationId, resource }) =>
        roleId === wanted.roleId && organisationId === wanted.organisationId && resource === wanted.resource,
    );
    if (same) return same;
    if (held.length >= mostRoles) throw userErrors.TOO_MANY_ROLES({ limit: mostRoles });
    const assignment = Object.assign(new RoleAssignment(), {
      id: tx.ids.next(),
      ...wanted,
      grantedBy: tx.viewer.id,
      createdAt: tx.clock.now(),
    });
    await tx.db.insert(RoleAssignment, assignment);
    announceViewerChange(tx, { kind: 'ROLES_CHANGED', userIds: [wanted.userId] });
    return assignment;
  }
}
