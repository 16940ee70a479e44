import { getEventListeners, once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { ManualTimers } from '../../kit/testing/manual-timers';
import { silentLog } from '../../kit/testing/silent-log';
import { until } from '../../kit/testing/until';
import { httpClient, type HttpClientOptions } from './http-client';
import type { SubgraphCall, SubgraphClient } from './subgraph-client';
import { withDeadline } from './with-deadline';

const query: SubgraphCall = { kind: 'query', query: '{ any }' };
const sockets = new Set<Socket>();
const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A way to a server that is made for one test; the server must have lost every socket in the end. */
async function wayTo(server: Server, options: Partial<HttpClientOptions> = {}): Promise<SubgraphClient> {
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  const client = httpClient({ name: 'shop', url, log: silentLog, ...options });
  closers.push(
    () => new Promise((resolve) => server.close(resolve)),
    () => client.close(),
  );
  return client;
}

const answering = (listener: RequestListener, options?: Partial<HttpClientOptions>) =>
  wayTo(createHttpServer(listener), options);

const says = (body: string, { status = 200, type = 'application/json' } = {}) =>
  answering((_request, response) => void response.writeHead(status, { 'content-type': type }).end(body));

const reason = (reason: string) => ({ reason, errors: [{ extensions: { code: 'UNAVAILABLE', service: 'shop' } }] });

it('sends the operation as JSON, or the text that the caller has made', async () => {
  const bodies: string[] = [];
  const client = await answering((request, response) => {
    request.setEncoding('utf8').on('data', (chunk: string) => bodies.push(chunk));
    request.on('end', () => response.setHeader('content-type', 'application/json').end('{"data":{}}'));
  });
  await client.execute({ ...query, variables: { name: 'ü' }, operationName: 'Any' }, {});
  await client.execute({ ...query, toJson: () => '{"made":"before"}' }, {});
  expect(bodies).toEqual(['{"query":"{ any }","variables":{"name":"ü"},"operationName":"Any"}', '{"made":"before"}']);
});

it.each([
  ['plain', '{"data":{"any":1}}', 200, 'application/json; charset=utf-8', { data: { any: 1 } }],
  ['of the newer type', '{"data":{"any":1}}', 200, 'application/graphql-response+json', { data: { any: 1 } }],
  ['a refusal', '{"errors":[{"message":"no"}]}', 400, 'application/json', { errors: [{ message: 'no' }] }],
  ['an error of its own', '{"errors":[{"message":"no"}],"data":null}', 500, 'application/json', { data: null }],
])('takes a result that is %s', async (_name, body, status, type, result) => {
  const client = await says(body, { status, type });
  expect(await client.execute(query, {})).toMatchObject(result);
});

it.each([
  ['is not JSON', '<html>', 'application/json'],
  ['is empty', '', 'application/json'],
  ['is cut', '{"data":{"any":', 'application/json'],
  ['says that it is something else', '{"data":{}}', 'text/html'],
  ['is null', 'null', 'application/json'],
  ['is a list', '[{"data":{}}]', 'application/json'],
  ['has neither data nor errors', '{"ok":true}', 'application/json'],
  ['has no errors after all', '{"errors":[]}', 'application/json'],
  ['has errors that are no list', '{"data":{},"errors":{"message":"no"}}', 'application/json'],
  ['has errors that are none', '{"data":{},"errors":["no"]}', 'application/json'],
  ['has a list for data', '{"data":[]}', 'application/json'],
  ['has a number for data', '{"data":1}', 'application/json'],
  ['nests without end', '['.repeat(1_000_000), 'application/json'],
])('an answer that %s is none', async (_name, body, type) => {
  const client = await says(body, { type });
  expect(await client.execute(query, {})).toMatchObject(reason('malformed'));
});

it.each([502, 503, 504])('%i is the word of somebody in front, whatever it says', async (status) => {
  const client = await says('{"data":{"any":1}}', { status });
  expect(await client.execute(query, {})).toMatchObject(reason('status'));
});

it.each([
  ['hangs up', (socket: Socket) => void socket.end()],
  ['resets', (socket: Socket) => void socket.resetAndDestroy()],
  ['speaks something else', (socket: Socket) => void socket.end('220 mail.example ESMTP\r\n')],
  [
    'hangs up half-way',
    (socket: Socket) =>
      void socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{"data"'),
  ],
])('a server that %s has not answered', async (_name, act) => {
  const client = await wayTo(createServer((socket) => socket.once('data', () => act(socket))));
  expect(await client.execute(query, {})).toMatchObject(reason('connection'));
});

it('where nobody listens there is no answer', async () => {
  const server = createServer();
  const client = await wayTo(server);
  server.close();
  await once(server, 'close');
  expect(await client.execute(query, {})).toMatchObject(reason('connection'));
});

it.each([
  ['a header that cannot be sent', query, { 'user-agent': 'a\nb' }],
  ['a variable that JSON does not have', { ...query, variables: { count: 1n } }, {}],
])('%s is a bad call', async (_name, call, headers) => {
  const client = await says('{"data":{}}');
  expect(await client.execute(call, headers)).toMatchObject(reason('bad_call'));
});

it.each([
  [413, '{"statusCode":413,"error":"Payload Too Large"}', 'application/json'],
  [404, '<html>', 'text/html'],
])('a call that is turned away with %i is a bad one', async (status, body, type) => {
  const client = await says(body, { status, type });
  expect(await client.execute(query, {})).toMatchObject(reason('bad_call'));
});

it('hangs up on an answer that does not end', async () => {
  let sent = 0;
  const client = await answering(
    (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const pour = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536))) sent += 65_536;
      };
      response.on('drain', pour);
      pour();
    },
    { maxResponseBytes: 1_000_000 },
  );
  expect(await client.execute(query, {})).toMatchObject(reason('too_large'));
  await until(() => sockets.size === 0);
  expect(sent).toBeLessThan(20_000_000);
});

it.each([
  ['never answers', () => undefined],
  ['answers a little at a time', (socket: Socket) => trickle(socket)],
])('hangs up on a server that %s when the time is up', async (_name, act) => {
  let isAsked = false;
  const server = createServer((socket) =>
    socket.once('data', () => {
      isAsked = true;
      act(socket);
    }),
  );
  const timers = new ManualTimers();
  const client = withDeadline(await wayTo(server), { timeout: 5_000, timers });
  const answer = client.execute(query, {});
  await until(() => isAsked);
  timers.advance(5_000);
  expect(await answer).toMatchObject(reason('timeout'));
  await until(() => sockets.size === 0);
});

function trickle(socket: Socket): void {
  socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 999\r\n\r\n{"data":"');
  const more = setInterval(() => socket.write('x'), 1);
  socket.on('close', () => clearInterval(more));
}

it('a query that is given up is given up at the subgraph, and listens to its caller no more', async () => {
  const seen: string[] = [];
  const client = await answering((_request, response) => {
    seen.push('asked');
    response.on('close', () => seen.push(response.writableFinished ? 'answered' : 'given up'));
  });
  const caller = new AbortController();
  const answer = client.execute(query, {}, caller.signal);
  await until(() => seen.includes('asked'));
  expect(getEventListeners(caller.signal, 'abort')).toHaveLength(1);
  caller.abort();
  expect(await answer).toMatchObject(reason('cancelled'));
  await until(() => seen.includes('given up'));
  expect(getEventListeners(caller.signal, 'abort')).toHaveLength(0);
});

it('a call that is given up while it waits for a connection is never sent', async () => {
  const seen: string[] = [];
  const waiting: (() => void)[] = [];
  const client = await answering(
    (request, response) => {
      seen.push(String(request.headers['x-request-id']));
      waiting.push(() => void response.setHeader('content-type', 'application/json').end('{"data":{}}'));
    },
    { connections: 1 },
  );
  const first = client.execute(query, { 'x-request-id': 'first' });
  await until(() => seen.length === 1);
  const caller = new AbortController();
  const second = client.execute(query, { 'x-request-id': 'second' }, caller.signal);
  const third = client.execute(query, { 'x-request-id': 'third' });
  caller.abort();
  expect(await second).toMatchObject(reason('cancelled'));
  waiting.shift()!();
  await first;
  await until(() => seen.length === 2);
  waiting.shift()!();
  await third;
  expect(seen).toEqual(['first', 'third']);
});

it('keeps connections, and opens no more than it may', async () => {
  let opened = 0;
  const server = createHttpServer((_request, response) => {
    setImmediate(() => response.setHeader('content-type', 'application/json').end('{"data":{}}'));
  });
  server.on('connection', () => (opened += 1));
  const client = await wayTo(server, { connections: 4 });
  for (let round = 0; round < 10; round += 1)
    await Promise.all(Array.from({ length: 20 }, () => client.execute(query, {})));
  expect(opened).toBe(4);
});

it('finds the way again after the server has closed its idle connections', async () => {
  const server = createHttpServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end('{"data":{}}');
  });
  const client = await wayTo(server);
  await client.execute(query, {});
  server.closeAllConnections();
  await until(() => sockets.size === 0);
  expect(await client.execute(query, {})).toEqual({ data: {} });
});
