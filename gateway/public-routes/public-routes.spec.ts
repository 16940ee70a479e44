import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { once } from 'node:events';
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { FastifyInstance } from 'fastify';
import { WebSocket } from 'ws';
import { accessAudience, accessPayload } from '../../kit/identity/access-token';
import { ViewerSeal } from '../../kit/identity/signed-viewer';
import { serveSubgraph } from '../../kit/subgraph/server';
import { runsAll } from '../../kit/testing/needs';
import { silentLog } from '../../kit/testing/silent-log';
import { subgraphTest } from '../../kit/testing/subgraph-test';
import { until } from '../../kit/testing/until';
import { administrator, person } from '../../kit/testing/viewers';
import { httpClient } from '../subgraph-client/http-client';
import { inMemoryClient } from '../subgraph-client/in-memory-client';
import type { SubgraphClient } from '../subgraph-client/subgraph-client';
import { files, seen } from '../testing/files-subgraph';
import { schemaPart } from '../testing/schema-part';
import { openSmallGateway, type SmallGateway } from '../testing/small-gateway';

const house = subgraphTest(files);
const usersSdl = 'type Query { jsonWebKeySet: String apiKeyViewer(key: String!, address: String!): String }';
let served: FastifyInstance;
let key: CryptoKey;
let users: ReturnType<typeof schemaPart>;
let gateway: SmallGateway;
let way: SubgraphClient;

beforeAll(async () => {
  served = serveSubgraph(house.subgraph);
  await served.listen({ host: '127.0.0.1', port: 0 });
  const { publicKey, privateKey } = await generateKeyPair('EdDSA');
  key = privateKey;
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'EdDSA' }] });
  const claims = { ...person('partner').claims, kind: 'service' };
  const terms = { id: 'key', documents: null, requestsPerMinute: null, costPerMinute: null };
  const apiKeyViewer = (_: unknown, { key: given }: { key: string }) =>
    given === 'a key' ? JSON.stringify({ claims, terms }) : null;
  users = schemaPart(usersSdl, { Query: { jsonWebKeySet: () => keys, apiKeyViewer } });
});
afterAll(() => served.close());

const servedPort = () => (served.server.address() as AddressInfo).port;

async function open(client: SubgraphClient, settings: object = {}): Promise<void> {
  const answer: SubgraphClient['execute'] = (...call) => client.execute(...call);
  const part = { sdl: 'type Query { notes: String }', answer, publicRoutes: client.publicRoutes };
  gateway = await openSmallGateway({ users, files: part }, { settings });
  way = client;
}

async function close(): Promise<void> {
  await gateway.app.close();
  await way.close();
}

function tokenOf(id: string): Promise<string> {
  const now = Math.floor(house.clock.now().getTime() / 1_000);
  return new SignJWT(accessPayload({ id, sessionId: 'one', grants: [], organisations: [], scopes: [] }))
    .setProtectedHeader({ alg: 'EdDSA', kid: 'one' })
    .setIssuer('http://localhost:4000')
    .setAudience(accessAudience)
    .setExpirationTime(now + 900)
    .sign(key);
}

interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
}

/** Unlike fetch it sends paths as they are. */
function start(path: string, { method = 'GET', headers = {} }: Sent = {}): ClientRequest {
  return httpRequest({ host: '127.0.0.1', port: gateway.port, path, method, headers, agent: false });
}

async function send(path: string, sent: Sent = {}) {
  const asked = start(path, sent).end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  const body = await text(response);
  const json = (): Record<string, unknown> => JSON.parse(body) as Record<string, unknown>;
  return { status: response.statusCode, headers: response.headers, body, json };
}

const code = (answer: { json: () => unknown }) =>
  (answer.json() as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code;

const ways = [
  ['in memory', () => inMemoryClient(house.subgraph)],
  ['over HTTP', () => httpClient({ name: 'files', url: `http://127.0.0.1:${servedPort()}/graphql`, log: silentLog })],
] as const;

describe.each(ways)('public routes %s', (_, client) => {
  beforeAll(() => open(client()));
  afterAll(close);

  it('say who asks: a person by a token, nobody without; an API key is nobody in person', async () => {
    const headers = { authorization: `Bearer ${await tokenOf('ada')}`, 'user-agent': 'a phone' };
    const ada = (await send('/files/who', { headers })).json();
    expect(ada).toMatchObject({ id: 'ada', kind: 'person', sessionId: 'one' });
    expect(ada['origin']).toMatchObject({ address: '127.0.0.1', userAgent: 'a phone' });
    expect((await send('/files/who')).json()).toMatchObject({ id: null, kind: 'anonymous' });
    const byKey = await send('/files/who', { headers: { 'x-api-key': 'a key' } });
    expect(byKey.json()).toMatchObject({ id: null, kind: 'service' });
  });

  it('do not wait for one another, however long an upload or a wait for what is shown live takes', async () => {
    await close();
    await open(client(), { SUBGRAPH_CONCURRENCY: '1' });
    const before = seen.uploads;
    const slow = start('/files/upload', { method: 'PATCH', headers: { 'content-type': 'application/octet-stream' } });
    slow.write('some of it');
    await until(() => seen.uploads > before);
    expect((await send('/files/who')).status).toBe(200);
    slow.end();
    const [response] = (await once(slow, 'response')) as [IncomingMessage];
    expect(await text(response)).toBe('{"bytes":10}');
  });

  it('refuse a bad token and a bad key with 401 before the subgraph hears of it', async () => {
    const headers = { authorization: 'Bearer nonsense' };
    const forged = await send('/files/who', { headers });
    expect([forged.status, code(forged)]).toEqual([401, 'INVALID_TOKEN']);
    const before = seen.uploads;
    const upload = await send('/files/upload', { method: 'PATCH', headers: { ...headers, 'content-length': '0' } });
    expect([upload.status, seen.uploads]).toEqual([401, before]);
    const unknown = await send('/files/who', { headers: { 'x-api-key': 'another' } });
    expect([unknown.status, code(unknown)]).toEqual([401, 'INVALID_API_KEY']);
  });

  it('nobody forges what the gateway says, by any header', async () => {
    const sealed = await new ViewerSeal(house.house.secrets, house.clock).sign(administrator('mallory'));
    const forged = {
      'x-lyceum-viewer': sealed,
      'X-Lyceum-Address': '198.51.100.7',
      'x-lyceum-anything': 'yes',
      'x-request-id': 'mine',
      'x-forwarded-host': 'evil.example',
      forwarded: 'for=198.51.100.7',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      connection: 'close, x-lyceum-viewer, x-lyceum-address, x-passed',
      'x-passed': 'no',
      'x-told': 'yes',
    };
    const { json } = await send('/files/who', { headers: forged });
    expect(json()).toMatchObject({ id: null, kind: 'anonymous', origin: { address: '127.0.0.1' } });
    const headers = json()['headers'] as Record<string, string>;
    expect(headers['x-told']).toBe('yes');
    expect(headers['x-lyceum-viewer']).not.toBe(sealed);
    expect(headers['x-request-id']).not.toBe('mine');
    const named = ['x-lyceum-anything', 'x-forwarded-host', 'forwarded', 'traceparent', 'x-passed'];
    expect(named.filter((name) => name in headers)).toEqual([]);
  });

  it('credentials stay at the gateway', async () => {
    const headers = { authorization: `Bearer ${await tokenOf('ada')}`, cookie: 'grant=1' };
    const told = (await send('/files/who', { headers })).json()['headers'] as Record<string, string>;
    expect(told).not.toHaveProperty('authorization');
    expect(told).toMatchObject({ cookie: 'grant=1' });
  });

  it.each([
    '/files/..%2fgraphql',
    '/files/%2e%2e/graphql',
    '/files/../graphql',
    '/files/./../graphql',
    '/files/..%5cgraphql',
    '/files/..\\graphql',
    '/files/named/%2fetc',
    '/files/named/%00',
    '/files/named/%0d%0ax-lyceum-viewer:%20mallory',
    '/files/named/%zz',
    '/files/named/a#b',
    '/%66iles/who',
    '//files/who',
    '/FILES/who',
    '/users/who',
    '/nobody/who',
    '/files/graphql',
    '/files/health/ready',
    '/files/health/live',
    '/files',
    '/files/',
  ])('%s reaches nothing', async (path) => {
    for (const method of ['GET', 'POST']) {
      const answer = await send(path, { method, headers: { 'content-type': 'application/json' } });
      expect([400, 404]).toContain(answer.status);
      expect(answer.json()).toHaveProperty('errors');
    }
  });

  it('paths and queries arrive as they were sent', async () => {
    expect((await send('/files/named/a%20b/%C3%A9.m4s?x=..%2f')).json()).toEqual({ named: 'a b/é.m4s' });
    expect((await send('/files/named/%252e%252e/x')).json()).toEqual({ named: '%2e%2e/x' });
  });

  it('no socket is opened below them', async () => {
    for (const path of ['/files/who', '/files/graphql']) {
      const socket = new WebSocket(`ws://127.0.0.1:${gateway.port}${path}`, 'graphql-transport-ws');
      const [error] = (await once(socket, 'error')) as [Error];
      expect(error.message).toContain('404');
    }
  });

  it('refusals keep their codes, what is not meant for clients is masked', async () => {
    const hidden = await send('/files/hidden');
    expect([hidden.status, code(hidden)]).toEqual([404, 'NOT_FOUND']);
    const broken = await send('/files/broken');
    expect([broken.status, code(broken)]).toEqual([500, 'INTERNAL_ERROR']);
    expect(broken.body).not.toContain('sesame');
  });

  it('a response brings its own headers; pages of other sites may show it', async () => {
    const page = await send('/files/page', { headers: { origin: 'https://school.example' } });
    expect(page.headers).toMatchObject({
      'content-security-policy': "default-src 'self'",
      'set-cookie': ['a=1', 'b=2'],
      'cross-origin-resource-policy': 'cross-origin',
      'access-control-allow-origin': 'https://school.example',
      'x-content-type-options': 'nosniff',
    });
    expect((await send('/files/who')).headers['content-security-policy']).toContain('sandbox');
  });

  it('a page may ask to upload in parts, and read what it is answered', async () => {
    const asked = { origin: 'https://school.example', 'access-control-request-method': 'PATCH' };
    const { status, headers } = await send('/files/upload', { method: 'OPTIONS', headers: asked });
    expect(status).toBe(204);
    expect(headers['access-control-allow-methods']).toContain('PATCH');
    expect((await send('/files/who', { headers: asked })).headers['access-control-expose-headers']).toContain(
      'Upload-Offset',
    );
    expect((await send('/files/large', { method: 'OPTIONS' })).headers['tus-version']).toBe('1.0.0');
  });

  const megabytes = runsAll ? 400 : 200;
  it(`${megabytes} MB go through in either direction, and memory stays flat`, async () => {
    const part = Buffer.alloc(1_000_000, 1);
    seen.largestBuffers = 0;
    const before = process.memoryUsage().arrayBuffers;
    const upload = start('/files/upload', { method: 'PATCH', headers: { 'content-type': 'application/octet-stream' } });
    const answered = once(upload, 'response') as Promise<[IncomingMessage]>;
    for (let sent = 0; sent < megabytes; sent += 1) if (!upload.write(part)) await once(upload, 'drain');
    upload.end();
    const [response] = await answered;
    expect(JSON.parse(await text(response))).toEqual({ bytes: megabytes * 1_000_000 });
    const download = start(`/files/large?chunks=${megabytes * 16}`).end();
    const [stream] = (await once(download, 'response')) as [IncomingMessage];
    let bytes = 0;
    for await (const piece of stream) bytes += (piece as Buffer).length;
    expect(bytes).toBe(megabytes * 16 * 65_536);
    expect(seen.largestBuffers - before).toBeLessThan(150_000_000);
  });

  it('who breaks an upload off breaks it off in the subgraph, and a download', async () => {
    const { uploads, brokenUploads, closedDownloads } = seen;
    const upload = start('/files/upload', { method: 'PATCH' });
    upload.on('error', () => undefined);
    upload.write('some');
    await until(() => seen.uploads > uploads);
    upload.destroy();
    await until(() => seen.brokenUploads > brokenUploads);
    const download = start('/files/large?chunks=100000').end();
    await once(download, 'response');
    download.destroy();
    await until(() => seen.closedDownloads > closedDownloads);
  });
});

describe.each(ways)('public routes %s, by their settings', (_, client) => {
  afterEach(close);

  it('an upload takes as long as it takes while it goes on', async () => {
    await open(client(), { HTTP_READ_TIMEOUT: '50' });
    // What goes before the body must come in time, and on a busy machine may not.
    await until(async () => {
      const upload = start('/files/upload', { method: 'PATCH' });
      const answered = (once(upload, 'response') as Promise<[IncomingMessage]>).catch(() => null);
      for (let sent = 0; sent < 30; sent += 1) {
        upload.write('.');
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      upload.end();
      const [response] = (await answered) ?? [];
      return response !== undefined && (await text(response)) === '{"bytes":30}';
    });
  });

  it('an upload ends when it pauses', async () => {
    await open(client(), { STREAM_IDLE_TIMEOUT: '400' });
    const { brokenUploads } = seen;
    // On a busy machine one may end before the subgraph has heard of it.
    await until(async () => {
      const paused = start('/files/upload', { method: 'PATCH' });
      paused.write('.');
      await once(paused, 'error');
      return seen.brokenUploads > brokenUploads;
    });
  });

  it('count for the rates of an address', async () => {
    await open(client(), { RATE_PER_ADDRESS: '2' });
    const statuses = [];
    for (let asked = 0; asked < 3; asked += 1) statuses.push((await send('/files/who')).status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  it('requests of addresses that are denied are not answered', async () => {
    await open(client(), { ADDRESS_DENY: '127.0.0.1' });
    expect(code(await send('/files/who'))).toBe('ADDRESS_REFUSED');
  });
});

it('whoever reaches a subgraph past the gateway gets nothing there', async () => {
  const headers = { 'x-lyceum-viewer': 'forged' };
  const response = await fetch(`http://127.0.0.1:${servedPort()}/files/who`, { headers });
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNSIGNED_CALL' } }] });
});

it('a subgraph that does not answer is UNAVAILABLE', async () => {
  await open(httpClient({ name: 'files', url: 'http://127.0.0.1:9/graphql', log: silentLog }));
  const answer = await send('/files/who');
  expect([answer.status, code(answer)]).toEqual([503, 'UNAVAILABLE']);
  await close();
});
