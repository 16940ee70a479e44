import { randomUUID } from 'node:crypto';
import { base64url, generateKeyPair, SignJWT } from 'jose';
import { lyceumTest } from '../harness/lyceum';
import { makeWorld, type Who, type World } from '../harness/world';

const opened = lyceumTest();
let world: World;

beforeAll(async () => {
  world = await makeWorld(opened.lyceum);
});

interface Refused {
  readonly status: number;
  readonly code: unknown;
  readonly extensions: Record<string, unknown>;
}

/** The one error that an operation answers. */
async function refusal(query: string, who: Who, variables: Record<string, unknown> = {}): Promise<Refused> {
  const { status, errors } = await opened.lyceum.send(query, { variables, ...world.credentials(who) });
  expect(errors).toHaveLength(1);
  const { extensions } = errors[0]!;
  return { status, code: extensions['code'], extensions };
}

const mutation = (name: string): string =>
  `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { __typename } }`;

describe('BAD_CURSOR', () => {
  const page = (after: string): string => `{ roles(first: 1, after: ${JSON.stringify(after)}) { nodes { name } } }`;
  const cursorOf = async (list: 'roles' | 'courses'): Promise<string> => {
    const query = `{ page: ${list}(first: 1) { pageInfo { endCursor } } }`;
    const asked = await opened.lyceum.ask<{ page: { pageInfo: { endCursor: string } } }>(
      query,
      world.credentials('stranger'),
    );
    return asked.page.pageInfo.endCursor;
  };

  it('refuses a cursor that was made up, changed, or belongs to another list', async () => {
    const [body, seal] = (await cursorOf('roles')).split('.');
    const elsewhere = base64url.encode(JSON.stringify(['z', randomUUID()]));
    const forged = [
      'nonsense',
      `${body}.`,
      `${elsewhere}.${seal}`,
      `${body}.${'A'.repeat(16)}`,
      await cursorOf('courses'),
    ];
    for (const cursor of forged) expect(await refusal(page(cursor), 'stranger')).toMatchObject({ code: 'BAD_CURSOR' });
  });

  it('takes the list’s own', async () => {
    const data = await opened.lyceum.ask(page(await cursorOf('roles')), world.credentials('stranger'));
    expect(data).toEqual({ roles: { nodes: [{ name: 'instructor' }] } });
  });
});

describe('BAD_INPUT names the field', () => {
  const link = { label: 'Mine', url: 'javascript:alert(1)' };
  it.each([
    ['createCourse', { title: '' }, 'title'],
    ['createCourse', { title: 'x'.repeat(121) }, 'title'],
    ['createCourse', { title: 'Fine', outcomes: Array.from({ length: 21 }, () => 'Do it') }, 'outcomes'],
    ['updateProfile', { links: [{ label: 'Fine', url: 'https://example.org/' }, link] }, 'links.1.url'],
    ['createApiKey', { name: 'Key', scopes: ['Not a permission'] }, 'scopes'],
    [
      'register',
      { email: 'a@example.test', password: 'seven quiet herons at dusk', username: '__proto__' },
      'username',
    ],
  ])('%s %j: %s', async (name, input, field) => {
    const { code, extensions } = await refusal(mutation(name), 'instructor', { input });
    expect(code).toBe('BAD_INPUT');
    expect(extensions['fields']).toHaveProperty([field]);
  });

  it.each([
    ['first: -1', 'first'],
    ['first: 0', 'first'],
    ['first: 101', 'first'],
    ['last: 1000', 'last'],
    ['first: 1, last: 1', 'last'],
  ])('courses(%s): %s', async (given, field) => {
    const { code, extensions } = await refusal(`{ courses(${given}) { nodes { id } } }`, 'anonymous');
    expect(code).toBe('BAD_INPUT');
    expect(extensions['fields']).toHaveProperty([field]);
  });
});

it('COST_LIMIT_EXCEEDED for what would cost too much, before anybody looks at it', async () => {
  const { code, extensions } = await refusal('{ courses(last: 1000000000) { nodes { id } } }', 'anonymous');
  expect({ code, ...extensions }).toMatchObject({ code: 'COST_LIMIT_EXCEEDED', estimated: 1_000_000_001 });
});

describe('OPERATION_TOO_LARGE', () => {
  const times = (count: number, text: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => text(index)).join(' ');
  it.each([
    ['depth', `{ categories ${'{ parent '.repeat(20)} { id } ${'}'.repeat(20)} }`],
    ['aliases', `{ me { ${times(61, (index) => `a${index}: id`)} } }`],
    ['rootFields', `{ ${times(31, (index) => `a${index}: me { id }`)} }`],
    ['rootFields', `{ ${times(31, () => '...one')} } fragment one on Query { me { id } }`],
  ])('for %s', async (limit, query) => {
    expect(await refusal(query, 'anonymous')).toMatchObject({ code: 'OPERATION_TOO_LARGE', extensions: { limit } });
  });

  it('for what nests deeper than the parser can follow', async () => {
    const { status, errors } = await opened.lyceum.send('{ a '.repeat(3_900));
    expect(status).toBe(400);
    expect(errors).toMatchObject([{ extensions: { code: 'OPERATION_TOO_LARGE', limit: 'depth' } }]);
    expect(JSON.stringify(errors)).not.toContain('call stack');
  });

  it('for the elements of a list, before anybody looks at them', async () => {
    const input = { cohortId: randomUUID(), enrollmentIds: Array.from({ length: 1_001 }, () => randomUUID()) };
    expect(await refusal(mutation('assignToCohort'), 'anonymous', { input })).toMatchObject({
      code: 'OPERATION_TOO_LARGE',
      extensions: { limit: 'listItems', allowed: 1_000, given: 1_001 },
    });
  });

  it('complains about the first wrong elements only', async () => {
    const variables = { input: { title: 'Fine', tags: Array.from({ length: 1_000 }, () => null) } };
    const { errors } = await opened.lyceum.send(mutation('createCourse'), { variables });
    expect(errors).toHaveLength(20);
    expect(new Set(errors.map(({ extensions }) => extensions['code']))).toEqual(new Set(['BAD_USER_INPUT']));
  });
});

it('a million characters are REQUEST_TOO_LARGE', async () => {
  expect(await refusal('{ me { id } }', 'anonymous', { padding: 'x'.repeat(1_000_000) })).toMatchObject({
    status: 413,
    code: 'REQUEST_TOO_LARGE',
  });
});

describe('NOT_FOUND and UNAUTHENTICATED', () => {
  it.each([
    'updateCourse',
    'archiveCourse',
    'updateLesson',
    'deleteSection',
    'endSession',
    'revokeApiKey',
    'cancelEnrollment',
  ])('%s: what belongs to others is not found, and who is nobody is asked to log in', async (name) => {
    const type = name.replace(/^[a-z]+/, '');
    const { others, public: open } = world.rows[type] ?? {};
    const input = { id: others ?? open, ...(name === 'deleteSection' ? { withLessons: true } : {}) };
    expect(await refusal(mutation(name), 'stranger', { input })).toMatchObject({ status: 200, code: 'NOT_FOUND' });
    expect(await refusal(mutation(name), 'anonymous', { input })).toMatchObject({
      status: 200,
      code: 'UNAUTHENTICATED',
    });
  });
});

describe('INVALID_TOKEN and INVALID_API_KEY', () => {
  const refused = async (headers: Record<string, string>): Promise<unknown> => {
    const { status, errors, data } = await opened.lyceum.send('{ me { id } }', { headers });
    return { status, data, codes: errors.map(({ extensions }) => extensions['code']) };
  };

  it.each([
    ['nonsense', () => 'nonsense'],
    ['three empty parts', () => '..'],
    ['a token without a signature', () => world.people.learner.token.replace(/[^.]*$/, '')],
    [
      'a token whose claims were changed',
      () => world.people.learner.token.replace(/\.[^.]*\./, `.${base64url.encode('{"sub":"me"}')}.`),
    ],
    ['the algorithm none', () => `${base64url.encode('{"alg":"none"}')}.${world.people.learner.token.split('.')[1]!}.`],
    ['a token under another key', () => foreignToken()],
  ])('%s is no access token', async (_, token) => {
    const authorization = `Bearer ${await token()}`;
    expect(await refused({ authorization })).toEqual({ status: 401, data: undefined, codes: ['INVALID_TOKEN'] });
  });

  it.each(['Basic bGVhcm5lcjpwYXNzd29yZA==', 'Bearer', 'Bearer ', 'token'])(
    'the header %j carries none',
    async (authorization) => {
      expect(await refused({ authorization })).toEqual({ status: 401, data: undefined, codes: ['INVALID_TOKEN'] });
    },
  );

  it.each(['nonsense', `lyc_${'A'.repeat(43)}`, '__proto__', 'x'.repeat(5_000)])('%.20s is no API key', async (key) => {
    expect(await refused({ 'x-api-key': key })).toEqual({ status: 401, data: undefined, codes: ['INVALID_API_KEY'] });
  });

  it('a token is none after its quarter of an hour', async () => {
    const { clock } = opened.lyceum.house;
    clock.advance({ minutes: 15, seconds: 1 });
    const authorization = `Bearer ${world.people.learner.token}`;
    expect(await refused({ authorization })).toEqual({ status: 401, data: undefined, codes: ['INVALID_TOKEN'] });
    clock.advance({ minutes: -15, seconds: -1 });
  });
});

/** All that our own tokens say, signed by somebody else. */
async function foreignToken(): Promise<string> {
  const [head, claims] = world.people.administrator.token
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString());
  const { privateKey } = await generateKeyPair('EdDSA');
  return new SignJWT(JSON.parse(claims!) as Record<string, unknown>)
    .setProtectedHeader(JSON.parse(head!) as { alg: string })
    .sign(privateKey);
}
