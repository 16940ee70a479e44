import { randomUUID } from 'node:crypto';
import { Viewer } from '../../../kit/identity/viewer';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, person } from '../../../kit/testing/viewers';
import { users } from '..';
import { userFactory } from './user.factory';

const house = subgraphTest(users);
const one = async (given = {}) => (await house.make(userFactory, [given]))[0]!;
const update = `mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { user { username displayName headline bio bioHtml links { label url } locale timeZone version } } }`;
const change = (viewer: Viewer, input: object) => house.run(update, { viewer, variables: { input } });
const refusal = (result: Awaited<ReturnType<typeof change>>) => result.errors?.[0]?.extensions;
const guarded = `email emailVerified roles { role { name } } permissions { permission } sessions { totalCount } apiKeys { totalCount }`;

it('Directives alone are no wall: the subgraph itself shows the account to its owner and administrators only', async () => {
  const user = await one();
  const query = `query ($id: ID!) { user(id: $id) { username ...account renamed: email } }
    fragment account on User { ... on User { ${guarded} } }`;
  const read = (viewer: Viewer) => house.data(query, { viewer, variables: { id: user.id } });
  const shut = {
    renamed: null,
    username: user.username,
    email: null,
    emailVerified: null,
    roles: null,
    permissions: null,
    sessions: null,
    apiKeys: null,
  };
  const open = {
    renamed: user.email,
    username: user.username,
    email: user.email,
    emailVerified: true,
    roles: [{ role: { name: 'student' } }],
    permissions: [],
    sessions: { totalCount: 0 },
    apiKeys: { totalCount: 0 },
  };
  for (const viewer of [Viewer.anonymous, person(randomUUID())]) expect(await read(viewer)).toEqual({ user: shut });
  for (const viewer of [person(user.id), administrator(randomUUID())])
    expect(await read(viewer)).toEqual({ user: open });
});

it('me is the person who has logged in, and nobody without a token', async () => {
  const user = await one();
  expect(await house.data(`{ me { id } }`, { viewer: person(user.id) })).toEqual({ me: { id: user.id } });
  expect(await house.data(`{ me { id } }`)).toEqual({ me: null });
});

it('finds a person by username in any case', async () => {
  const user = await one({ username: 'Grace-Hopper' });
  expect(await house.data(`{ userByUsername(username: "gRACE-hOPPER") { id } }`)).toEqual({
    userByUsername: { id: user.id },
  });
});

it('changes what is given, clears what is null, leaves the rest', async () => {
  const user = await one();
  const viewer = person(user.id);
  const links = [{ label: 'Website', url: 'https://example.test/me' }];
  await change(viewer, {
    headline: ' Builds things. ',
    bio: 'Likes **birds**.',
    links,
    locale: 'pt-BR',
    timeZone: 'America/Sao_Paulo',
  });
  const { data } = await change(viewer, { displayName: 'Ｎａｍｅ', headline: null });
  expect(data).toEqual({
    updateProfile: {
      user: {
        username: user.username,
        displayName: 'Name',
        headline: null,
        bio: 'Likes **birds**.',
        bioHtml: '<p>Likes <strong>birds</strong>.</p>\n',
        links,
        locale: 'pt-BR',
        timeZone: 'America/Sao_Paulo',
        version: 3,
      },
    },
  });
});

it('the biography as HTML carries no script', async () => {
  const user = await one();
  const bio =
    '<script>alert(1)</script> [x](javascript:alert(1)) ![y](data:text/html;base64,AA) <img src=x onerror=alert(1)>';
  const { data } = await change(person(user.id), { bio });
  const { bioHtml } = (data as { updateProfile: { user: { bioHtml: string } } }).updateProfile.user;
  expect(bioHtml).not.toMatch(/<script|<img|href="javascript|src="data/i);
});

it("usernames are unique regardless of case; one's own may change its case", async () => {
  const [ada, bob] = await house.make(userFactory, [{ username: 'ada-l' }, { username: 'bob-m' }]);
  expect(refusal(await change(person(bob!.id), { username: 'ADA-L' }))).toMatchObject({ code: 'USERNAME_TAKEN' });
  expect(await change(person(ada!.id), { username: 'Ada-L' })).toMatchObject({
    data: { updateProfile: { user: { username: 'Ada-L' } } },
  });
});

it('of two who want one username at once, one gets it', async () => {
  const people = await house.make(userFactory, [{}, {}, {}]);
  const results = await Promise.all(people.map(({ id }) => change(person(id), { username: 'the-one' })));
  expect(results.map((result) => refusal(result)?.['code'] ?? 'OK').toSorted()).toEqual([
    'OK',
    'USERNAME_TAKEN',
    'USERNAME_TAKEN',
  ]);
});

it('a username that is asked for in a registration and in a profile at once has one holder', async () => {
  const people = await house.make(userFactory, [{}, {}, {}, {}, {}]);
  for (const round of [1, 2, 3, 4, 5]) {
    const username = `contested-${round}`;
    const register = (index: number) => {
      const input = {
        username,
        email: `contested-${round}-${index}@example.test`,
        password: 'a lamp beside the northern stairs',
      };
      return house.run(`mutation ($input: RegisterInput!) { register(input: $input) { email } }`, {
        variables: { input },
      });
    };
    const results = await Promise.all(
      people.flatMap(({ id }, index) => [change(person(id), { username }), register(index)]),
    );
    expect(results.filter((result) => !result.errors)).toHaveLength(1);
  }
});

it.each([
  ['an unknown zone', { timeZone: 'Mars/Olympus_Mons' }, 'timeZone'],
  ['an offset for a zone', { timeZone: '+01:00' }, 'timeZone'],
  ['a script for a link', { links: [{ label: 'x', url: 'javascript:alert(1)' }] }, 'links.0.url'],
  ['a link without a scheme', { links: [{ label: 'x', url: 'example.test' }] }, 'links.0.url'],
  ['eleven links', { links: Array.from({ length: 11 }, () => ({ label: 'x', url: 'https://example.test' })) }, 'links'],
  ['a username with spaces', { username: 'a b c' }, 'username'],
  ['a username of look-alikes', { username: 'аdmin' }, 'username'],
  ['a name that turns around', { displayName: 'Ada\u202Egpj.exe' }, 'displayName'],
  ['a name of nothing', { displayName: '\u3000 ' }, 'displayName'],
  ['a headline of two lines', { headline: 'one\ntwo' }, 'headline'],
  ['a headline too long', { headline: 'x'.repeat(161) }, 'headline'],
])('refuses %s and says which field', async (_, input, field) => {
  const user = await one();
  expect(refusal(await change(person(user.id), input))).toMatchObject({
    code: 'BAD_INPUT',
    fields: { [field]: expect.any(String) },
  });
});

it('existence: nobody edits someone else, administrators do', async () => {
  const [user, stranger] = await house.make(userFactory, [{}, {}]);
  const input = { userId: user!.id, headline: 'Changed' };
  expect(await change(person(stranger!.id), input)).toEqual(
    await change(person(stranger!.id), { ...input, userId: randomUUID() }),
  );
  expect(refusal(await change(Viewer.anonymous, input))).toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(await change(administrator(randomUUID()), input)).not.toHaveProperty('errors');
});

it('refuses a stale edit with CONFLICT and the current version', async () => {
  const user = await one();
  expect(refusal(await change(person(user.id), { headline: 'x', expectedVersion: 7 }))).toMatchObject({
    code: 'CONFLICT',
    currentVersion: 1,
  });
});

it('says what the viewer may do', async () => {
  const user = await one();
  const ask = (viewer: Viewer) =>
    house.data(`query ($id: ID!) { user(id: $id) { viewerCan { edit seeAccount manageRoles } } }`, {
      viewer,
      variables: { id: user.id },
    });
  expect(await ask(person(user.id))).toEqual({
    user: { viewerCan: { edit: true, seeAccount: true, manageRoles: false } },
  });
  expect(await ask(Viewer.anonymous)).toEqual({
    user: { viewerCan: { edit: false, seeAccount: false, manageRoles: false } },
  });
  expect(await ask(administrator(randomUUID()))).toEqual({
    user: { viewerCan: { edit: true, seeAccount: true, manageRoles: true } },
  });
});

it('administrators find people by address and by the beginning of a name; nobody else does', async () => {
  const user = await one({ username: 'zz_find-me' });
  await one({ username: 'zzzfind-me-not' });
  const find = (search: string, viewer: Viewer) =>
    house.run(`query ($search: String) { users(search: $search, first: 5) { totalCount nodes { id } } }`, {
      viewer,
      variables: { search },
    });
  for (const search of ['ZZ_', user.email.toUpperCase(), 'name of ZZ_find'])
    expect(await find(search, administrator(randomUUID()))).toMatchObject({
      data: { users: { totalCount: 1, nodes: [{ id: user.id }] } },
    });
  expect(await find('%', administrator(randomUUID()))).toMatchObject({ data: { users: { totalCount: 0 } } });
  expect(refusal(await find('\u0000', administrator(randomUUID())))).toMatchObject({ code: 'BAD_INPUT' });
  expect(refusal(await find('zz', person(user.id)))).toMatchObject({ code: 'NOT_FOUND' });
  expect(refusal(await find('zz', Viewer.anonymous))).toMatchObject({ code: 'UNAUTHENTICATED' });
});
