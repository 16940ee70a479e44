import { decodeJwt } from 'jose';
import { Viewer } from '../../kit/identity/viewer';
import type { Scope } from '../../kit/scope/scope';
import { password } from '../../subgraphs/users/profile/user.factory';
import { studentRole } from '../../subgraphs/users/role/built-in-roles';
import { RoleAssignment } from '../../subgraphs/users/role/role-assignment.entity';
import { Role } from '../../subgraphs/users/role/role.entity';
import { categoryFactory } from '../../subgraphs/courses/category/category.factory';
import { TagService } from '../../subgraphs/courses/tag/tag.service';
import type { Lyceum } from './lyceum';
import { logIn, type Person } from './people';
import { makeBooks } from './world-books';
import { makeCourses } from './world-courses';
import { makeChats } from './world-chat';
import { makeForums } from './world-forum';
import { makeLearning } from './world-learning';
import { makeMedia } from './world-media';
import { makeMoney } from './world-money';
import { makeNotifications } from './world-notifications';
import { makeShop } from './world-shop';

export type Ids = Readonly<Record<string, string>>;
/** Entity type → where the row is or whose → its id. */
export type Rows = Readonly<Record<string, Ids>>;

export interface Organisations {
  readonly A: string;
  readonly B: string;
}
export type Inhabitants = Readonly<Record<'administrator' | 'learner' | 'other' | 'instructor' | 'erased', Person>>;

export async function makeRows(lyceum: Lyceum, people: Inhabitants, organisations: Organisations): Promise<Rows> {
  const scopeOf = (subgraph: string): Scope => lyceum.platform.get(subgraph).scope(Viewer.system);
  const accounts = await makeAccounts(lyceum, people, organisations);
  const { hiddenTeacher, ...courses } = await makeCourses(lyceum, people, organisations);
  const learning = await makeLearning(lyceum, people, courses);
  const places = { public: null, ofA: organisations.A, ofB: organisations.B };
  const Category = await each(places, async (organisationId, name) => {
    const where = organisationId === null ? {} : { organisationId };
    return (await categoryFactory(scopeOf('courses'), { name, ...where })).id;
  });
  const Tag = await each(places, async (organisationId, name) => {
    return (
      await scopeOf('courses')
        .get(TagService)
        .create({ name: `Tag ${name}`, organisationId })
    ).id;
  });
  await lyceum.settle();
  const media = await makeMedia(lyceum, people, organisations, courses);
  const money = await makeMoney(lyceum, people, organisations, learning);
  const books = await makeBooks(lyceum, people, organisations);
  const shop = await makeShop(lyceum, people, organisations);
  const forums = await makeForums(lyceum, people, courses);
  const chats = await makeChats(lyceum, people, courses, media.LiveSession);
  const told = await makeNotifications(lyceum, people, organisations);
  return {
    ...accounts,
    User: { ...accounts.User, hiddenTeacher },
    ...courses,
    ...learning,
    ...media,
    ...money,
    ...books,
    ...shop,
    ...forums,
    ...chats,
    ...told,
    Category,
    Tag,
  };
}

/** One thing per entry, one after the other. */
export async function each<T, K extends string>(
  given: Readonly<Record<K, T>>,
  make: (value: T, name: K) => Promise<string>,
): Promise<Record<K, string>> {
  const made: [string, string][] = [];
  for (const [name, value] of Object.entries<T>(given)) made.push([name, await make(value, name as K)]);
  return Object.fromEntries(made) as Record<K, string>;
}

async function makeAccounts(
  lyceum: Lyceum,
  { learner, other, instructor, erased }: Inhabitants,
  { A, B }: Organisations,
): Promise<Record<'User' | 'Session' | 'ApiKey' | 'Role' | 'RoleAssignment', Ids>> {
  await mutate(lyceum, erased.token, 'deleteAccount', { password }, '{ userId }');
  const left = await logIn(lyceum, learner.email, password);
  await mutate(lyceum, left, 'logOut', {}, '{ session { id } }');
  const key = async ({ token }: Person): Promise<string> => {
    const input = { name: 'A key', scopes: ['course.edit'] };
    return (await mutate<{ apiKey: { id: string } }>(lyceum, token, 'createApiKey', input, '{ apiKey { id } }')).apiKey
      .id;
  };
  const keys = { own: await key(learner), others: await key(other), revoked: await key(learner) };
  await mutate(lyceum, learner.token, 'revokeApiKey', { id: keys.revoked }, '{ apiKey { id } }');
  const scope = lyceum.platform.get('users').scope(Viewer.system);
  const rowIn = async (entity: typeof Role | typeof RoleAssignment, organisationId: string): Promise<string> =>
    (await scope.db.findOneByOrFail<Role | RoleAssignment>(entity, { organisationId })).id;
  return {
    User: { learner: learner.id, other: other.id, instructor: instructor.id, erased: erased.id },
    Session: { own: sessionOf(learner.token), others: sessionOf(other.token), ended: sessionOf(left) },
    ApiKey: keys,
    Role: { builtIn: studentRole.id, ofA: await rowIn(Role, A), ofB: await rowIn(Role, B) },
    RoleAssignment: { ofA: await rowIn(RoleAssignment, A), ofB: await rowIn(RoleAssignment, B) },
  };
}

const sessionOf = (token: string): string => String(decodeJwt(token)['sid']);

async function mutate<T>(lyceum: Lyceum, token: string, name: string, input: object, selection: string): Promise<T> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const mark = name === 'logOut' ? '' : '!';
  const operation = `mutation ($input: ${type}${mark}) { ${name}(input: $input) ${selection} }`;
  return (await lyceum.ask<Record<string, T>>(operation, { token, variables: { input } }))[name] as T;
}
