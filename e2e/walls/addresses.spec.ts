import { once } from 'node:events';
import { connect } from 'node:net';
import { fine, handshake, knock, openWalled, type Knock, type Settings, type Walled } from './world';

let gateway: Walled;
afterEach(() => gateway.app.close());

async function open(settings: Settings): Promise<void> {
  gateway = await openWalled(settings);
}

const denied = '127.0.0.9';
const status = async (given: Knock = {}): Promise<number> => (await knock(gateway.port, given)).status;
const get = (path: string, from: string): Knock => ({ method: 'GET', path, from });

describe('an address that is denied', () => {
  it.each<[string, Knock]>([
    ['an operation', {}],
    ['an operation by GET', { method: 'GET', path: '/graphql?query={me{id}}' }],
    ['a document', { method: 'GET', path: '/api/Hello' }],
    ['a stream of events', { headers: { accept: 'text/event-stream' } }],
    [
      'a preflight',
      { method: 'OPTIONS', headers: { origin: 'https://a.example', 'access-control-request-method': 'POST' } },
    ],
    ['the keys of tokens', { method: 'GET', path: '/.well-known/jwks.json' }],
    ['what is not there', { method: 'GET', path: '/nowhere' }],
    ['a body that is packed', { headers: { 'content-encoding': 'gzip' } }],
    ['a path that only looks open', { method: 'GET', path: '/health/live/../../graphql?query={me{id}}' }],
    ['another', { method: 'GET', path: '//health/live' }],
    ['and another', { method: 'POST', path: '/metrics', body: fine }],
  ])('gets no answer to %s', async (_, given) => {
    await open({ ADDRESS_DENY: `203.0.113.0/24, ${denied}` });
    const refused = await knock(gateway.port, { ...given, from: denied });
    expect([refused.status, refused.code]).toEqual([403, 'ADDRESS_REFUSED']);
    expect(refused.headers).toMatchObject({ connection: 'close', 'x-content-type-options': 'nosniff' });
    expect(await status({ ...given, from: '127.0.0.8' })).not.toBe(403);
  });

  it('opens no socket', async () => {
    await open({ ADDRESS_DENY: denied });
    expect(await status({ ...handshake(), from: denied })).toBe(403);
    expect(await status(handshake())).toBe(101);
  });

  it('is refused before its body is there', async () => {
    await open({ ADDRESS_DENY: denied });
    const socket = connect({ host: '127.0.0.1', port: gateway.port, localAddress: denied });
    socket.write('POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n');
    const [head] = (await once(socket, 'data')) as [Buffer];
    expect(head.toString()).toMatch(/^HTTP\/1.1 403 /);
    await once(socket.resume(), 'close');
  });

  it('still learns whether the gateway lives', async () => {
    await open({ ADDRESS_DENY: '0.0.0.0/0' });
    for (const path of ['/health/live', '/health/ready', '/health/live?now', '/metrics'])
      expect(await status(get(path, denied))).toBe(200);
    expect(await status()).toBe(403);
  });
});

it('where some are allowed, nobody else is; who is denied among them is not', async () => {
  await open({ ADDRESS_ALLOW: '127.0.0.8/30', ADDRESS_DENY: denied });
  const addresses = ['127.0.0.1', '127.0.0.7', '127.0.0.8', denied, '127.0.0.10', '127.0.0.12'];
  const answers: number[] = [];
  for (const from of addresses) answers.push(await status({ from }), await status({ ...handshake(), from }));
  expect(answers).toEqual([403, 403, 403, 403, 200, 101, 403, 403, 200, 101, 403, 403]);
});

it('a range written as IPv6 holds for the IPv4 addresses in it', async () => {
  await open({ ADDRESS_DENY: '::ffff:127.0.0.8/125' });
  expect([await status(), await status({ from: denied })]).toEqual([200, 403]);
});

it('behind a trusted proxy the address that it names counts, for requests and for sockets', async () => {
  await open({ ADDRESS_DENY: '203.0.113.0/24', TRUSTED_PROXIES: '127.0.0.1' });
  const both = async (addresses: string, from = '127.0.0.1'): Promise<number[]> => {
    const headers = { 'x-forwarded-for': addresses };
    return [await status({ headers, from }), await status({ ...handshake(headers), from })];
  };
  expect(await both('203.0.113.7')).toEqual([403, 403]);
  expect(await both('192.0.2.1')).toEqual([200, 101]);
  // What a client writes itself helps neither to get in nor to shut others out.
  expect(await both('192.0.2.1, 203.0.113.7')).toEqual([403, 403]);
  expect(await both('203.0.113.7, 192.0.2.1')).toEqual([200, 101]);
  expect(await both('203.0.113.7', '127.0.0.10')).toEqual([200, 101]);
});
