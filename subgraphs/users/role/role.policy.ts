import { definePolicy } from '../../../kit/policy/policy';
import { within } from '../../../kit/policy/tenant';
import { Role } from './role.entity';
import { RoleAssignment } from './role-assignment.entity';

/** Who may do what with a role. */
export const rolePolicy = definePolicy(Role, {
  see: (viewer) => () => viewer.claims.kind !== 'anonymous',
  edit: (viewer) => (role) => viewer.may('role.manage', within(role)),
});

/** Who may do what with a role that someone has. */
export const assignmentPolicy = definePolicy(RoleAssignment, {
  revoke: (viewer) => (assignment) => viewer.may('role.manage', placeOf(assignment)),
});

/** Where an assignment counts, as permissions are weighed. */
export function placeOf({ organisationId, resource }: { organisationId: string | null; resource: string | null }): {
  organisationId: string | null;
  resource?: string;
} {
  return resource === null ? { organisationId } : { organisationId, resource };
}
