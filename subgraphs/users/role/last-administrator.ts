import type { Scope } from '../../../kit/scope/scope';
import { userErrors } from '../users.errors';
import { adminRole } from './built-in-roles';

/**
 * Makes sure that someone operates the platform after this person, or this assignment, is gone; two who leave at once
 * wait for each other. @throws LAST_ADMINISTRATOR
 */
export async function keepAnAdministrator(
  tx: Scope,
  gone: { userId: string } | { assignmentId: string },
): Promise<void> {
  await tx.db.query(`SELECT pg_advisory_xact_lock(hashtext('administrators'))`);
  const administrators = await tx.db.query<{ id: string; userId: string }[]>(ADMINISTRATORS, [adminRole.id]);
  const isGone = (row: { id: string; userId: string }): boolean =>
    'userId' in gone ? row.userId === gone.userId : row.id === gone.assignmentId;
  if (administrators.some(isGone) && administrators.every(isGone)) throw userErrors.LAST_ADMINISTRATOR();
}

const ADMINISTRATORS = `SELECT id, user_id AS "userId" FROM role_assignment WHERE role_id = $1 AND organisation_id IS NULL AND resource IS NULL`;
