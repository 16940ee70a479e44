import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, person } from '../../../kit/testing/viewers';
import type { ApiKeyViewer } from '../../../kit/identity/key-terms';
import { Viewer, type ViewerClaims } from '../../../kit/identity/viewer';
import { users } from '..';
import { userFactory } from '../profile/user.factory';
import { adminRole, instructorRole } from '../role/built-in-roles';
import { ApiKey } from './api-key.entity';

const house = subgraphTest(users);
const one = async (given = {}) => (await house.make(userFactory, [given]))[0]!;
const service = (over: Partial<ViewerClaims>) =>
  new Viewer({ kind: 'service', id: null, sessionId: null, grants: [], organisations: [], scopes: [], ...over });
const gateway = service({ scopes: ['gateway'] });

const createApiKey = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret apiKey { id hint scopes } } }`;
const revokeApiKey = `mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { apiKey { revokedAt } } }`;
const asking = `query ($key: String!, $address: String!) { apiKeyViewer(key: $key, address: $address) }`;

interface Made {
  readonly secret: string;
  readonly apiKey: { readonly id: string; readonly hint: string };
}

async function keyOf(userId: string, over: object = {}): Promise<Made> {
  const variables = { input: { name: 'Nightly export', scopes: ['account.read', 'course.create'], ...over } };
  return (await house.data<{ createApiKey: Made }>(createApiKey, { viewer: person(userId), variables })).createApiKey;
}

async function viewerOf(key: string, address = '203.0.113.7', viewer = gateway): Promise<Viewer | null> {
  const { apiKeyViewer } = await house.data<{ apiKeyViewer: string | null }>(asking, {
    viewer,
    variables: { key, address },
  });
  return apiKeyViewer === null ? null : new Viewer((JSON.parse(apiKeyViewer) as ApiKeyViewer).claims);
}

it('is shown once, kept as a hash, and says who asks', async () => {
  const user = await one({ roles: [instructorRole.id] });
  const { secret, apiKey } = await keyOf(user.id);
  expect(secret.startsWith(apiKey.hint)).toBe(true);
  expect(
    await house.as().db.query(`SELECT 1 FROM api_key WHERE api_key::text LIKE '%' || $1 || '%'`, [secret]),
  ).toEqual([]);
  expect((await viewerOf(secret))?.claims).toEqual({
    kind: 'service',
    id: user.id,
    sessionId: null,
    grants: [{ role: 'key:instructor', permissions: ['course.create'], organisationId: null, resource: null }],
    organisations: [],
    scopes: ['account.read', 'course.create'],
  });
});

it('does no more than its scopes, and no more than its owner: a key of an administrator is no administrator', async () => {
  const boss = await one({ roles: [adminRole.id] });
  const viewer = await viewerOf((await keyOf(boss.id, { scopes: ['course.review'] })).secret);
  expect(viewer?.isAdministrator).toBe(false);
  expect(viewer?.may('course.review', { organisationId: null })).toBe(true);
  expect(viewer?.may('course.edit', { organisationId: null })).toBe(false);
  const learner = await viewerOf((await keyOf((await one()).id, { scopes: ['course.review'] })).secret);
  expect(learner?.may('course.review', { organisationId: null })).toBe(false);
});

it('works until it expires', async () => {
  const { secret } = await keyOf((await one()).id, { expiresAt: new Date(house.clock.now().getTime() + 1_000) });
  house.clock.advance({ milliseconds: 999 });
  expect(await viewerOf(secret)).not.toBeNull();
  house.clock.advance({ milliseconds: 1 });
  expect(await viewerOf(secret)).toBeNull();
});

it('works from its addresses only', async () => {
  const { secret } = await keyOf((await one()).id, { addressRanges: ['192.0.2.0/28', '2001:db8::/32'] });
  for (const [address, works] of [
    ['192.0.2.15', true],
    ['192.0.2.16', false],
    ['2001:db8:9::1', true],
    ['::ffff:192.0.2.3', true],
    ['nonsense', false],
  ] as const)
    expect((await viewerOf(secret, address)) !== null).toBe(works);
});

it('is useless at once when revoked, by its owner or an administrator and nobody else', async () => {
  const user = await one();
  const { secret, apiKey } = await keyOf(user.id);
  const revoke = (viewer: Viewer) => house.run(revokeApiKey, { viewer, variables: { input: { id: apiKey.id } } });
  expect((await revoke(person((await one()).id))).errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
  expect((await revoke((await viewerOf(secret))!)).errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
  const first = await revoke(person(user.id));
  expect(first.data).toEqual({ revokeApiKey: { apiKey: { revokedAt: house.clock.now().toISOString() } } });
  expect(await viewerOf(secret)).toBeNull();
  house.clock.advance({ minutes: 1 });
  expect(await revoke(administrator(user.id))).toEqual(first);
});

it("a key makes no keys, and reads its owner's account only with that scope", async () => {
  const user = await one();
  const [narrow, wide] = [
    await viewerOf((await keyOf(user.id, { scopes: ['course.create'] })).secret),
    await viewerOf((await keyOf(user.id)).secret),
  ];
  const made = await house.run(createApiKey, {
    viewer: wide!,
    variables: { input: { name: 'More', scopes: ['account.read'] } },
  });
  expect(made.errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
  const email = `{ me { id } user(id: "${user.id}") { username email } }`;
  expect(await house.data(email, { viewer: narrow! })).toEqual({
    me: null,
    user: { username: user.username, email: null },
  });
  expect(await house.data(email, { viewer: wide! })).toMatchObject({ me: null, user: { email: user.email } });
  const edit = await house.run(
    `mutation { updateProfile(input: { userId: "${user.id}", headline: "Hacked" }) { user { id } } }`,
    { viewer: wide! },
  );
  expect(edit.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
});

it('answers the gateway only', async () => {
  const user = await one();
  const { secret } = await keyOf(user.id);
  const others = [
    Viewer.anonymous,
    person(user.id),
    administrator(user.id),
    service({}),
    service({ id: user.id, scopes: ['gateway'] }),
    (await viewerOf(secret))!,
  ];
  for (const viewer of others) expect(await viewerOf(secret, '203.0.113.7', viewer)).toBeNull();
  for (const key of ['', 'lyc_unknown', secret.toUpperCase(), `${secret} `, 'x\u0000'])
    expect(await viewerOf(key)).toBeNull();
});

it('no key can call itself the gateway', async () => {
  const result = await house.run(createApiKey, {
    viewer: person((await one()).id),
    variables: { input: { name: 'Sly', scopes: ['gateway'] } },
  });
  expect(result.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', fields: { scopes: expect.any(String) } });
});

it('notes its last use at most once a minute', async () => {
  const { secret, apiKey } = await keyOf((await one()).id);
  const lastUsed = async () => (await house.as().db.findOneByOrFail(ApiKey, { id: apiKey.id })).lastUsedAt;
  await viewerOf(secret);
  const first = house.clock.now();
  house.clock.advance({ seconds: 59 });
  const cost = await house.statements(asking, { viewer: gateway, variables: { key: secret, address: '203.0.113.7' } });
  expect(await lastUsed()).toEqual(first);
  house.clock.advance({ seconds: 1 });
  expect(await house.statements(asking, { viewer: gateway, variables: { key: secret, address: '203.0.113.7' } })).toBe(
    cost + 1,
  );
  expect(await lastUsed()).toEqual(house.clock.now());
});

it('fifty keys are enough, also when they are made at once', async () => {
  const user = await one();
  const results = await Promise.all(
    Array.from({ length: 55 }, () =>
      house.run(createApiKey, {
        viewer: person(user.id),
        variables: { input: { name: 'Many', scopes: ['account.read'] } },
      }),
    ),
  );
  expect(results.filter((result) => !result.errors)).toHaveLength(50);
  expect(
    await house.data(`{ me { apiKeys(first: 3) { totalCount nodes { name } pageInfo { hasNextPage } } } }`, {
      viewer: person(user.id),
    }),
  ).toEqual({
    me: {
      apiKeys: {
        totalCount: 50,
        nodes: [{ name: 'Many' }, { name: 'Many' }, { name: 'Many' }],
        pageInfo: { hasNextPage: true },
      },
    },
  });
});
