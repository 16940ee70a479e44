import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentId, readManifest } from '../../gateway/registry/manifest';
import { lyceumTest } from '../harness/lyceum';
import { makePerson, type Person } from '../harness/people';
import { Viewer } from '../../kit/identity/viewer';
import { tell } from '../../subgraphs/courses/course/course.events';
import { courseFactory } from '../../subgraphs/courses/course/course.factory';
import { runFactory } from '../../subgraphs/courses/run/run.factory';

const manifest = readFileSync(join(__dirname, '..', '..', 'schema', 'operations', 'manifest.json'), 'utf8');
const operations = readManifest(manifest);
const idOf = (name: string): string => operations.find((operation) => operation.name === name)!.id;

const opened = lyceumTest();
let ada: Person;
let chief: Person;
let learner: Person;
let courseId: string;
let slug: string;
let key: string;

interface Data {
  readonly courses: { readonly totalCount: number; readonly nodes: readonly { readonly title: string }[] };
  readonly bulkEnroll: { readonly enrolled: number; readonly rows: readonly object[] };
  readonly courseBySlug: { readonly title: string };
}

interface Fault {
  readonly message: string;
  readonly extensions: { readonly code: string; readonly policy?: string };
}

interface Response {
  readonly status: number;
  readonly headers: Headers;
  readonly body: { readonly data?: Data | null; readonly errors?: readonly Fault[] };
}

async function http(
  method: string,
  path: string,
  { body, headers = {} }: { body?: object; headers?: Record<string, string> } = {},
): Promise<Response> {
  const response = await fetch(`${opened.lyceum.url}${path}`, {
    method,
    headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (text === '' ? {} : JSON.parse(text)) as Response['body'],
  };
}

const withKey = (secret = key): Record<string, string> => ({ 'x-api-key': secret });
const codeOf = ({ body }: Response): unknown => body.errors?.[0]?.extensions.code;

/** A key of the administrator's: what it may, it may by their role and its scopes. */
async function newKey(terms: object = {}): Promise<string> {
  const { createApiKey } = await opened.lyceum.ask<{ createApiKey: { secret: string } }>(
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
    {
      token: chief.token,
      variables: { input: { name: 'Partner', scopes: ['enrollment.manage', 'course.read'], ...terms } },
    },
  );
  return createApiKey.secret;
}

beforeAll(async () => {
  const { lyceum } = opened;
  await lyceum.registry.publishManifest(manifest);
  ada = await makePerson(lyceum, { username: 'ada', roles: ['instructor'] });
  chief = await makePerson(lyceum, { username: 'chief', roles: ['admin'] });
  learner = await makePerson(lyceum, { username: 'learner' });
  const courses = lyceum.platform.get('courses').scope(Viewer.system);
  const course = await courseFactory(courses, { taughtBy: [ada.id], title: 'Reading the Sea' });
  await runFactory(courses, { course, kind: 'SELF_PACED' });
  await courses.transaction((tx) => tell(tx, course));
  await lyceum.settle();
  courseId = course.id;
  slug = course.slug;
  key = await newKey();
});

describe('a third party with a key and nothing but HTTP', () => {
  it('builds a catalogue page', async () => {
    const { status, body } = await http('GET', '/api/Catalogue?first=5', { headers: withKey() });
    expect({ status, titles: body.data?.courses.nodes.map(({ title }) => title) }).toEqual({
      status: 200,
      titles: ['Reading the Sea'],
    });
  });

  it('enrols a learner, and again with the same outcome', async () => {
    const input = { courseId, csv: `userId\n${learner.id}\n`, idempotencyKey: 'order 1' };
    const ask = () => http('POST', '/api/EnrollPeople', { headers: withKey(), body: { input } });
    const { status, body } = await ask();
    expect({ status, ...body.data?.bulkEnroll }).toMatchObject({
      status: 200,
      enrolled: 1,
      rows: [{ status: 'ENROLLED' }],
    });
    expect((await ask()).body.data).toEqual(body.data);
  });

  it('is refused what is not registered, before anything is parsed', async () => {
    const asked = [{ query: '{ me { id } }' }, { query: '{ not even GraphQL' }, { query: operations[0]!.body }];
    for (const body of asked) {
      const refused = await http('POST', '/graphql', { headers: withKey(), body });
      expect([refused.status, codeOf(refused)]).toEqual([403, 'DOCUMENT_REQUIRED']);
    }
  });

  it('cannot register by asking: hashes of its own are not taken', async () => {
    const query = 'query Mine { courses { totalCount } }';
    const extensions = { persistedQuery: { version: 1, sha256Hash: documentId(query).slice('sha256:'.length) } };
    const refused = await http('POST', '/graphql', { headers: withKey(), body: { query, extensions } });
    expect([refused.status, codeOf(refused)]).toEqual([404, 'DOCUMENT_NOT_FOUND']);
    const again = await http('POST', '/graphql', { headers: withKey(), body: { extensions } });
    expect(codeOf(again)).toBe('DOCUMENT_NOT_FOUND');
  });

  it('may only what its scopes reach', async () => {
    const narrow = await newKey({ scopes: ['nothing.at-all'] });
    const input = { courseId, csv: `userId\n${learner.id}\n` };
    const refused = await http('POST', '/api/EnrollPeople', { headers: withKey(narrow), body: { input } });
    expect(refused.status).toBe(404);
    expect(refused.body.data).toBeNull();
  });

  it('may run what its key names, and no more', async () => {
    const narrow = await newKey({ documents: ['Catalogue'] });
    expect((await http('GET', '/api/Catalogue', { headers: withKey(narrow) })).status).toBe(200);
    const refused = await http('POST', '/api/EnrollPeople', { headers: withKey(narrow), body: {} });
    expect([refused.status, codeOf(refused)]).toEqual([403, 'DOCUMENT_NOT_ALLOWED']);
    const byId = await http('POST', '/graphql', {
      headers: withKey(narrow),
      body: { documentId: idOf('EnrollPeople') },
    });
    expect(codeOf(byId)).toBe('DOCUMENT_NOT_ALLOWED');
  });

  it('is slowed down at the rate of its key, with the headers that say so', async () => {
    const slow = await newKey({ requestsPerMinute: 2 });
    const ask = () => http('GET', '/api/Catalogue', { headers: withKey(slow) });
    const first = await ask();
    expect(first.headers.get('ratelimit-policy')).toBe('"key";q=2;w=60');
    expect(first.headers.get('ratelimit')).toMatch(/^"key";r=1;t=\d+$/);
    await ask();
    const refused = await ask();
    expect([refused.status, codeOf(refused)]).toEqual([429, 'RATE_LIMITED']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await http('GET', '/api/Catalogue', { headers: withKey() })).status).toBe(200);
  });

  it('is stopped when its budget of cost is used up', async () => {
    const poor = await newKey({ costPerMinute: 1 });
    expect((await http('GET', '/api/Catalogue', { headers: withKey(poor) })).status).toBe(200);
    const refused = await http('GET', '/api/Catalogue', { headers: withKey(poor) });
    expect([refused.status, refused.body.errors?.[0]?.extensions.policy]).toEqual([429, 'key-cost']);
  });
});

it('what a key runs is counted by document, with errors and cost', async () => {
  const { registry, house } = opened.lyceum;
  const counted = await newKey();
  const ask = (path: string) => http('GET', path, { headers: withKey(counted) });
  await ask('/api/Catalogue?first=5');
  await http('POST', '/graphql', { headers: withKey(counted), body: { documentId: idOf('Catalogue') } });
  await ask(`/graphql?documentId=${idOf('CoursePage')}&variables=${encodeURIComponent(JSON.stringify({ slug }))}`);
  await ask('/api/CoursePage?slug=7&wrong=7');
  await ask('/api/Catalogue?first=many');
  await http('GET', '/api/Catalogue?first=5');
  await registry.uses.write();
  const day = house.clock.now().toISOString().slice(0, 10);
  const all = await registry.database.usesSince(day);
  const { key: newest } = all.find(({ name, runs }) => name === 'Catalogue' && runs === 3)!;
  const uses = all.filter(({ key: id }) => id === newest);
  expect(uses).toMatchObject([
    { day, name: 'Catalogue', version: 1, document: idOf('Catalogue'), runs: 3, errors: 1 },
    { day, name: 'CoursePage', version: 1, runs: 1, errors: 0 },
  ]);
  for (const { cost } of uses) expect(cost).toBeGreaterThan(0);
});

describe('plain HTTP', () => {
  it.each([
    ['a variable that does not fit', 'GET', '/api/Catalogue?first=many', 400, 'BAD_USER_INPUT', /first/],
    ['a parameter that is no variable', 'GET', '/api/Catalogue?frist=5', 400, 'BAD_INPUT', /cannot be used/],
    ['an object that is no JSON', 'GET', '/api/Catalogue?filter={', 400, 'BAD_INPUT', /cannot be used/],
    ['a variable that is missing', 'GET', '/api/CoursePage', 400, 'BAD_USER_INPUT', /slug/],
    ['a name that nobody registered', 'GET', '/api/Nothing', 404, 'DOCUMENT_NOT_FOUND', /Nothing/],
    ['a name that every object has', 'GET', '/api/constructor', 404, 'DOCUMENT_NOT_FOUND', /constructor/],
    ['a mutation by GET', 'GET', '/api/EnrollPeople', 405, 'METHOD_NOT_ALLOWED', /GET/],
  ])('%s', async (_, method, path, status, code, message) => {
    const refused = await http(method, path, { headers: withKey() });
    expect([refused.status, codeOf(refused)]).toEqual([status, code]);
    expect(refused.body.errors?.[0]?.message).toMatch(message);
  });

  it('a mutation by GET says what does it', async () => {
    expect((await http('GET', '/api/EnrollPeople', { headers: withKey() })).headers.get('allow')).toBe('POST');
  });

  it('a bad key is 401, nobody is 401 where somebody is needed', async () => {
    expect((await http('GET', '/api/Catalogue', { headers: withKey('lyc_wrong') })).status).toBe(401);
    expect((await http('POST', '/api/LeaveCourse', { body: { input: { courseId } } })).status).toBe(401);
  });

  it('numbers, enums, lists and objects as parameters of the URL', async () => {
    const filter = encodeURIComponent(JSON.stringify({ search: 'sea' }));
    const found = await http('GET', `/api/Catalogue?first=1&orderBy=NEWEST&filter=${filter}`);
    expect(found.body.data?.courses.totalCount).toBe(1);
    const none = await http('GET', `/api/Catalogue?filter=${encodeURIComponent(JSON.stringify({ search: 'desert' }))}`);
    expect(none.body.data?.courses.totalCount).toBe(0);
  });

  it('an answer that has not changed is not sent again', async () => {
    const first = await http('GET', '/api/Catalogue');
    const etag = first.headers.get('etag') ?? '';
    const again = await http('GET', '/api/Catalogue', { headers: { 'if-none-match': etag } });
    expect([first.status, again.status, again.body]).toEqual([200, 304, {}]);
    const other = await http('GET', '/api/Catalogue?first=0', { headers: { 'if-none-match': etag } });
    expect(other.status).not.toBe(304);
  });
});

describe('documentId on /graphql', () => {
  it.each(['sha256:', ''])('the hash of a registered text, as %s and 64 digits', async (prefix) => {
    const hash = idOf('Catalogue').slice('sha256:'.length);
    const body = prefix
      ? { documentId: prefix + hash }
      : { extensions: { persistedQuery: { version: 1, sha256Hash: hash } } };
    const { status, body: answer } = await http('POST', '/graphql', { headers: withKey(), body });
    expect([status, answer.data?.courses.totalCount]).toEqual([200, 1]);
  });

  it('by GET, with variables as JSON', async () => {
    const variables = encodeURIComponent(JSON.stringify({ slug }));
    const { status, body } = await http('GET', `/graphql?documentId=${idOf('CoursePage')}&variables=${variables}`);
    expect([status, body.data?.courseBySlug.title]).toEqual([200, 'Reading the Sea']);
  });

  it.each([
    ['what nobody registered', { documentId: `sha256:${'0'.repeat(64)}` }, 404, 'DOCUMENT_NOT_FOUND'],
    ['a name of prototypes', { documentId: '__proto__' }, 404, 'DOCUMENT_NOT_FOUND'],
    ['a number', { documentId: 7 }, 400, 'BAD_REQUEST'],
    ['a text beside it', { documentId: idOf('Catalogue'), query: '{ me { id } }' }, 400, 'BAD_REQUEST'],
  ])('%s is refused', async (_, body, status, code) => {
    const refused = await http('POST', '/graphql', { body });
    expect([refused.status, codeOf(refused)]).toEqual([status, code]);
  });

  it('a mutation by GET is 405', async () => {
    const refused = await http('GET', `/graphql?documentId=${idOf('Enroll')}`);
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

describe('in time', () => {
  const text = (fields: string) => `query Counting { courses { ${fields} } }`;
  const publish = (fields: string) =>
    opened.lyceum.registry.publish(readManifest(JSON.stringify({ [`count-${fields}`]: text(fields) })));

  it('a name answers by its latest version; an id by its own', async () => {
    await publish('totalCount');
    await publish('__typename');
    expect((await http('GET', '/api/Counting')).body.data?.courses).toEqual({
      __typename: expect.any(String) as unknown,
    });
    const first = await http('POST', '/graphql', { body: { documentId: 'count-totalCount' } });
    expect(first.body.data?.courses).toEqual({ totalCount: 1 });
  });

  it('a deprecated document says until when it runs, and then does not', async () => {
    const { registry, house } = opened.lyceum;
    const retiresAt = new Date(house.clock.now().getTime() + 60_000);
    await registry.database.deprecate('count-totalCount', retiresAt);
    await registry.stored.refresh();
    const ask = () => http('POST', '/graphql', { body: { documentId: 'count-totalCount' } });
    const warned = await ask();
    expect(warned.status).toBe(200);
    expect(warned.headers.get('deprecation')).toMatch(/^@\d+$/);
    expect(warned.headers.get('sunset')).toBe(retiresAt.toUTCString());
    house.clock.advance({ minutes: 2 });
    expect([(await ask()).status, codeOf(await ask())]).toEqual([410, 'DOCUMENT_RETIRED']);
  });

  it('a registered text never changes, and a name stays with its owner', async () => {
    const { registry } = opened.lyceum;
    const other = readManifest(JSON.stringify({ 'count-totalCount': text('totalCount pageInfo { hasNextPage }') }));
    await expect(registry.publish(other)).rejects.toMatchObject({ code: 'DOCUMENT_TAKEN' });
    const stolen = readManifest(JSON.stringify({ mine: 'query Catalogue { me { id } }' }));
    await expect(registry.publish(stolen)).rejects.toMatchObject({ code: 'DOCUMENT_TAKEN' });
  });
});
