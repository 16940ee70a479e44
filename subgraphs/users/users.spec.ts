import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, validate } from 'graphql';
import { Viewer } from '../../kit/identity/viewer';
import { demoId, demoPassword, learnerName } from '../../kit/demo/world';
import { schemaDifferences } from '../../kit/testing/schema-agreement';
import { subgraphTest } from '../../kit/testing/subgraph-test';
import { administrator, grant, person } from '../../kit/testing/viewers';
import { users } from '.';
import { ApiKey } from './api-key/api-key.entity';
import { User } from './profile/user.entity';
import { userFactory } from './profile/user.factory';
import { Role } from './role/role.entity';
import { seed } from './seed';
import { Session } from './session/session.entity';
import { logIn, tokensOf } from './testing/log-in';
import { tidy } from './tidy.job';

const house = subgraphTest(users);

it('migrations and entities agree', async () => {
  expect(await schemaDifferences(house.subgraph.resources.database)).toEqual([]);
});

it('every example is valid', () => {
  const document = parse(readFileSync(join(__dirname, 'examples.graphql'), 'utf8'));
  expect(validate(house.subgraph.schema, document)).toEqual([]);
});

describe('_entities bypass: a reference answers what the noun itself would', () => {
  const organisationId = randomUUID();
  const stranger = person(randomUUID());
  const manager = person(randomUUID(), {
    grants: [grant('manager', ['role.manage', 'course.edit'], { organisationId })],
    organisations: [organisationId],
  });
  let owner: Viewer;
  let ids: Record<'User' | 'Session' | 'ApiKey' | 'Role', string>;

  beforeAll(async () => {
    const [user] = await house.make(userFactory, [{}]);
    owner = person(user!.id);
    const { session } = await tokensOf(house, user!.email);
    const key = await house.as().save(
      Object.assign(new ApiKey(), {
        ownerId: user!.id,
        name: 'k',
        hint: 'lyc_',
        hash: randomUUID(),
        scopes: [],
        addressRanges: [],
        expiresAt: null,
        lastUsedAt: null,
        revokedAt: null,
      }),
    );
    const role = await house.as().save(
      Object.assign(new Role(), {
        id: randomUUID(),
        name: 'internal',
        description: '',
        permissions: [],
        isBuiltIn: false,
        organisationId,
      }),
    );
    ids = { User: user!.id, Session: session.id, ApiKey: key.id, Role: role.id };
  });

  const entities = `query ($of: [_Any!]!) { _entities(representations: $of) { __typename
    ... on User { id email sessions { totalCount } apiKeys { totalCount } roles { id } permissions { permission } }
    ... on Session { id address } ... on ApiKey { id name } ... on Role { id name } } }`;
  const read = async (type: keyof typeof ids, viewer: Viewer, id = ids[type]) => {
    const {
      _entities: [entity],
    } = await house.data<{ _entities: (Record<string, unknown> | null)[] }>(entities, {
      viewer,
      variables: { of: [{ __typename: type, id }] },
    });
    return entity ?? null;
  };

  it.each(['Session', 'ApiKey'] as const)('%s: its owner and administrators only', async (type) => {
    for (const viewer of [owner, administrator(randomUUID())])
      expect(await read(type, viewer)).toMatchObject({ id: ids[type] });
    for (const viewer of [stranger, manager, Viewer.anonymous]) expect(await read(type, viewer)).toBeNull();
  });

  it('Role: members of its organisation and administrators only', async () => {
    for (const viewer of [manager, administrator(randomUUID())])
      expect(await read('Role', viewer)).toMatchObject({ id: ids.Role });
    for (const viewer of [owner, stranger, Viewer.anonymous]) expect(await read('Role', viewer)).toBeNull();
  });

  it('User: the profile for all, the account for its owner and administrators', async () => {
    for (const viewer of [owner, administrator(randomUUID())])
      expect(await read('User', viewer)).toMatchObject({ email: expect.any(String), sessions: { totalCount: 1 } });
    for (const viewer of [stranger, manager, Viewer.anonymous])
      expect(await read('User', viewer)).toEqual({
        __typename: 'User',
        id: ids.User,
        email: null,
        sessions: null,
        apiKeys: null,
        roles: null,
        permissions: null,
      });
  });

  it.each(['User', 'Session', 'ApiKey', 'Role'] as const)('%s: an id that is none is nothing', async (type) => {
    for (const id of ['', 'x', randomUUID(), '\u0000', "' OR 1=1"])
      expect(await read(type, administrator(randomUUID()), id)).toBeNull();
  });
});

it('N+1: statements are constant for 1 and for 100 people', async () => {
  const people = await house.make(
    userFactory,
    Array.from({ length: 100 }, () => ({})),
  );
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on User {
    displayName bioHtml email viewerCan { edit } roles { role { name } } permissions { permission }
    sessions(first: 3) { totalCount nodes { id } } apiKeys(first: 3) { totalCount nodes { id } } } } }`;
  const cost = (count: number) =>
    house.statements(query, {
      viewer: administrator(randomUUID()),
      variables: { of: people.slice(0, count).map(({ id }) => ({ __typename: 'User', id })) },
    });
  expect(await cost(1)).toBe(9);
  expect(await cost(100)).toBe(9);
});

describe('demo data', () => {
  it('is there once, with people who can log in, however often it is made', async () => {
    await seed(house.as());
    const count = await house.as().db.countBy(User, {});
    const { updatedAt } = await house.as().db.findOneByOrFail(User, { id: demoId('User', 'ada-okafor') });
    await seed(house.as());
    expect(await house.as().db.countBy(User, {})).toBe(count);
    expect((await house.as().db.findOneByOrFail(User, { id: demoId('User', 'ada-okafor') })).updatedAt).toEqual(
      updatedAt,
    );
    expect(await house.emitted('user.registered')).toHaveLength(house.house.config.DEMO_LEARNERS + 9);
    const demo = {
      'learner@lyceum.test': learnerName(0),
      'ada@lyceum.test': 'ada-okafor',
      'admin@lyceum.test': 'admin',
    };
    for (const [email, name] of Object.entries(demo)) {
      const { session } = await tokensOf(house, email, { password: demoPassword });
      expect(await house.as().db.findOneByOrFail(Session, { id: session.id })).toMatchObject({
        userId: demoId('User', name),
      });
    }
    expect(await logIn(house, 'admin@lyceum.test', { password: 'admin' })).toMatchObject({
      kind: 'InvalidCredentials',
    });
  });
});

it('what is of no use any more is forgotten, what lives stays', async () => {
  const [user] = await house.make(userFactory, [{}]);
  const old = await tokensOf(house, user!.email);
  house.clock.advance({ days: 119 });
  const fresh = await tokensOf(house, user!.email);
  const sessions = async () => (await house.as().db.findBy(Session, { userId: user!.id })).map(({ id }) => id);
  await tidy.run(house.as(), {});
  expect(await sessions()).toHaveLength(2);
  house.clock.advance({ days: 1, milliseconds: 1 });
  await tidy.run(house.as(), {});
  expect(await sessions()).toEqual([fresh.session.id]);
  expect(old.session.id).not.toBe(fresh.session.id);
});
