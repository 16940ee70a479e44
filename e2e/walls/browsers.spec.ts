import { asked, fine, handshake, knock, openWalled, production, type Knock, type Walled } from './world';

const ours = 'https://lyceum.example';
const partner = 'https://app.partner.example';
const foreign = [
  'https://evil.example',
  'http://lyceum.example',
  'https://lyceum.example:8443',
  'https://lyceum.example.evil.example',
  'https://evil-lyceum.example',
  'https://app.partner.example.evil.example',
  'https://other.partner.example',
  'null',
];
const touch = asked('mutation { touch { id } }');

let gateway: Walled;
/** The same outside production. */
let lenient: Walled;
beforeAll(async () => {
  gateway = await openWalled({ ...production, CORS_ORIGINS: `${partner}/somewhere` });
  lenient = await openWalled();
});
afterAll(async () => {
  await gateway.app.close();
  await lenient.app.close();
});

describe('CSRF: what a page may send without asking first changes nothing', () => {
  const form = `query=${encodeURIComponent('mutation { touch { id } }')}`;
  const part = `--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n${touch}\r\n--x--\r\n`;

  it.each<[string, Knock]>([
    ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: form }],
    ['a form with parts', { headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: part }],
    ['JSON as text', { headers: { 'content-type': 'text/plain' }, body: touch }],
    ['JSON as text that looks like JSON', { headers: { 'content-type': 'text/plain; application/json' }, body: touch }],
    ['no content type', { headers: { 'content-type': '' }, body: touch }],
    ['a form to a registered document', { path: '/api/Hello', headers: { 'content-type': 'text/plain' }, body: '{}' }],
  ])('%s', async (_, given) => {
    const { status, code, text } = await knock(gateway.port, given);
    expect([status, code]).toEqual([400, 'BAD_REQUEST']);
    expect(text).not.toContain('"data"');
    expect(gateway.touched).toBe(0);
  });

  it('a link', async () => {
    const path = `/graphql?query=${encodeURIComponent('mutation { touch { id } }')}`;
    expect(await knock(gateway.port, { method: 'GET', path })).toMatchObject({ status: 405 });
    expect(gateway.touched).toBe(0);
  });

  it('JSON, which no page sends without asking first, is answered', async () => {
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    expect(await knock(gateway.port, { headers, body: touch })).toMatchObject({ status: 200, code: undefined });
    expect(gateway.touched).toBe(1);
  });
});

describe('CORS', () => {
  const preflight = (origin: string): Knock => ({
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
  });
  const allowed = async (from: Walled, given: Knock) =>
    (await knock(from.port, given)).headers['access-control-allow-origin'];

  it.each(foreign)('%s reads nothing', async (origin) => {
    for (const given of [
      preflight(origin),
      { headers: { origin } },
      { method: 'GET', path: '/api/Hello', headers: { origin } },
    ])
      expect(await allowed(gateway, given)).toBeUndefined();
  });

  it.each([ours, partner])('%s reads what is its own', async (origin) => {
    for (const given of [preflight(origin), { headers: { origin } }]) {
      const { headers } = await knock(gateway.port, given);
      expect(headers['access-control-allow-origin']).toBe(origin);
      // No cookie is ever asked for, and nobody else's answer is kept for another origin.
      expect(headers['access-control-allow-credentials']).toBeUndefined();
      expect(headers['vary']?.toLowerCase()).toContain('origin');
    }
  });

  it('outside production any page does', async () => {
    expect(await allowed(lenient, preflight(foreign[0]!))).toBe(foreign[0]);
  });
});

describe('sockets, which browsers open for any page', () => {
  const status = async (from: Walled, headers: Record<string, string>) =>
    (await knock(from.port, handshake(headers))).status;

  it.each(foreign)('%s opens none', async (origin) => {
    expect(await status(gateway, { origin })).toBe(403);
  });

  it.each([ours, partner])('%s does', async (origin) => {
    expect(await status(gateway, { origin })).toBe(101);
  });

  it('so does a program, which has no origin, and outside production any page', async () => {
    expect(await status(gateway, {})).toBe(101);
    expect(await status(lenient, { origin: foreign[0]! })).toBe(101);
  });
});

describe('headers for browsers', () => {
  const always = {
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'strict-transport-security': expect.stringMatching(/^max-age=\d{8}; includeSubDomains$/) as string,
  };
  const telling = ['x-powered-by', 'server'];
  const forPages = ['x-frame-options', 'referrer-policy', 'x-dns-prefetch-control', 'origin-agent-cluster'];

  it.each<[string, Knock, number]>([
    ['an answer', {}, 200],
    ['a refusal', { body: '{' }, 400],
    ['one of a form', { headers: { 'content-type': 'text/plain' } }, 400],
    ['an answer by GET', { method: 'GET', path: '/graphql?query={me{id}}' }, 200],
    ['a stream of events', { headers: { accept: 'text/event-stream' } }, 200],
    ['a document', { method: 'GET', path: '/api/Hello' }, 200],
    ['no document', { method: 'GET', path: '/api/Nothing' }, 404],
    ['what describes documents', { method: 'GET', path: '/api/openapi.json' }, 200],
  ])('are with %s those that matter to who reads JSON', async (_, given, status) => {
    const { headers, ...answer } = await knock(gateway.port, given);
    expect(answer.status).toBe(status);
    expect(headers).toMatchObject({
      ...always,
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
    expect([...telling, ...forPages].filter((name) => name in headers)).toEqual([]);
  });

  it.each<[string, Knock, number]>([
    ['a page', { method: 'GET', path: '/api' }, 200],
    ['nothing', { method: 'GET', path: '/nowhere' }, 404],
    ['health', { method: 'GET', path: '/health/live' }, 200],
  ])('are with %s all of them', async (_, given, status) => {
    const { headers, ...answer } = await knock(gateway.port, given);
    expect(answer.status).toBe(status);
    expect(headers).toMatchObject({ ...always, 'x-frame-options': 'SAMEORIGIN', 'referrer-policy': 'no-referrer' });
    expect(telling.filter((name) => name in headers)).toEqual([]);
  });

  it('outside production nobody is told to use TLS from now on', async () => {
    expect((await knock(lenient.port, { body: fine })).headers).not.toHaveProperty('strict-transport-security');
  });
});
