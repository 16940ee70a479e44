import { LogInDocument } from '../../schema/operations/operations';
import { Viewer } from '../../kit/identity/viewer';
import { password, userFactory } from '../../subgraphs/users/profile/user.factory';
import { adminRole, instructorRole } from '../../subgraphs/users/role/built-in-roles';
import type { Lyceum } from './lyceum';

export interface Person {
  readonly id: string;
  readonly email: string;
  /** An access token. */
  readonly token: string;
}

export interface GivenPerson {
  readonly username: string;
  readonly roles?: readonly ('instructor' | 'admin')[];
  readonly organisations?: readonly string[];
}

const roleIds = { instructor: instructorRole.id, admin: adminRole.id };

/** Someone who has registered, verified an address, been given roles, and logged in. */
export async function makePerson(
  lyceum: Lyceum,
  { username, roles = [], organisations = [] }: GivenPerson,
): Promise<Person> {
  const scope = lyceum.platform.get('users').scope(Viewer.system);
  const user = await userFactory(scope, { username, roles: roles.map((role) => roleIds[role]), organisations });
  return { id: user.id, email: user.email, token: await logIn(lyceum, user.email, password) };
}

/** A new access token. */
export async function logIn(lyceum: Lyceum, email: string, secret: string): Promise<string> {
  const { logIn: result } = await lyceum.ask(LogInDocument, { variables: { input: { email, password: secret } } });
  if (result.__typename !== 'LogInPayload') throw new Error(`${email} is not logged in: ${result.__typename}`);
  return result.accessToken;
}
