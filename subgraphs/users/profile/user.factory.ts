import type { Factory } from '../../../kit/testing/subgraph-test';
import { Credential } from '../account/credential.entity';
import { Passwords } from '../../../kit/identity/passwords';
import { studentRole } from '../role/built-in-roles';
import { Membership } from '../role/membership.entity';
import { RoleAssignment } from '../role/role-assignment.entity';
import { User } from './user.entity';

interface Given {
  readonly username?: string;
  readonly email?: string;
  /** The roles of the marketplace besides `student`, by id. */
  readonly roles?: readonly string[];
  readonly organisations?: readonly string[];
}

/** What everyone whom the factory makes logs in with. */
export const password = 'seven quiet herons at dusk';

/** A person with a verified address and a password. */
export const userFactory: Factory<Given, User & { email: string }> = async (scope, given) => {
  const id = scope.ids.next();
  const username = given.username ?? `person-${id.slice(-12)}`;
  const email = given.email ?? `${username}@example.test`;
  const profile = {
    username,
    displayName: `Name of ${username}`,
    headline: null,
    bio: null,
    links: [],
    locale: 'en',
    timeZone: 'UTC',
  };
  const now = scope.clock.now();
  const user = await scope.save(
    Object.assign(new User(), { id, ...profile, email, emailVerifiedAt: now, erasedAt: null }),
  );
  await scope.db.insert(Credential, {
    userId: id,
    passwordHash: await scope.shared(Passwords).hash(password),
    changedAt: now,
  });
  for (const roleId of [studentRole.id, ...(given.roles ?? [])])
    await scope.db.insert(RoleAssignment, {
      id: scope.ids.next(),
      userId: id,
      roleId,
      organisationId: null,
      resource: null,
      grantedBy: null,
      createdAt: now,
    });
  for (const organisationId of given.organisations ?? [])
    await scope.db.insert(Membership, { userId: id, organisationId });
  return Object.assign(user, { email });
};
