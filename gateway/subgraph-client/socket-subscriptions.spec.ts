import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { ManualTimers } from '../../kit/testing/manual-timers';
import { silentLog } from '../../kit/testing/silent-log';
import { until } from '../../kit/testing/until';
import type { SubgraphCall, UpstreamEvent } from './subgraph-client';
import { SocketSubscriptions } from './socket-subscriptions';

interface Heard {
  readonly type: string;
  readonly id?: string;
  readonly payload?: { readonly query?: string; readonly extensions?: { readonly headers?: object } };
}

/** A subgraph's side of the protocol, as far as a test lets it go. */
class Peer {
  readonly sockets: WebSocket[] = [];
  readonly heard: Heard[] = [];
  pings = 0;
  onConnect: (socket: WebSocket) => void = () => undefined;
  acknowledges = true;

  private constructor(readonly server: WebSocketServer) {
    server.on('connection', (socket) => {
      this.sockets.push(socket);
      socket.on('ping', () => (this.pings += 1));
      socket.on('message', (data: Buffer) => this.hear(socket, JSON.parse(data.toString()) as Heard));
      this.onConnect(socket);
    });
  }

  static async open(options: { autoPong?: boolean; port?: number } = {}): Promise<Peer> {
    const server = new WebSocketServer({
      host: '127.0.0.1',
      port: 0,
      handleProtocols: () => 'graphql-transport-ws',
      ...options,
    });
    await once(server, 'listening');
    return new Peer(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get subscribed(): Heard[] {
    return this.heard.filter(({ type }) => type === 'subscribe');
  }

  /** Sends to the newest operation. */
  send(message: object): void {
    this.sockets.at(-1)!.send(JSON.stringify({ id: this.subscribed.at(-1)?.id, ...message }));
  }

  next(number: number): void {
    this.send({ type: 'next', payload: { data: { number } } });
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.terminate();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private hear(socket: WebSocket, message: Heard): void {
    this.heard.push(message);
    if (message.type === 'connection_init' && this.acknowledges) socket.send('{"type":"connection_ack"}');
  }
}

const call: SubgraphCall = { kind: 'subscription', query: 'subscription { number }' };
const numbered = (number: number): UpstreamEvent => ({ kind: 'next', result: { data: { number } } });
const unavailable = { kind: 'next', result: { errors: [{ extensions: { code: 'UNAVAILABLE', service: 'shop' } }] } };
const heartbeat = 12_000;

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function open(options: { autoPong?: boolean } = {}) {
  const peer = await Peer.open(options);
  const timers = new ManualTimers();
  const after = jest.spyOn(timers, 'after');
  const subscriptions = new SocketSubscriptions({
    service: 'shop',
    url: `ws://127.0.0.1:${peer.port}/graphql`,
    maxBytes: 10_000,
    timeout: 3_000,
    heartbeat,
    timers,
    random: () => 0.5,
    log: silentLog,
  });
  closers.push(
    () => peer.close(),
    () => subscriptions.close(),
  );
  let asked = 0;
  const headersOf = () => Promise.resolve({ 'x-request-id': String((asked += 1)) });
  const subscribe = () => subscriptions.subscribe(call, headersOf);
  /** A subscription that the subgraph has taken. */
  const begin = async () => {
    const before = peer.subscribed.length;
    const events = subscribe();
    const first = events.next();
    await until(() => peer.subscribed.length > before);
    return { events, first };
  };
  /** Milliseconds that it waits, or has waited, between two tries. */
  const delays = () =>
    after.mock.calls.map(([milliseconds]) => milliseconds).filter((it) => it !== 3_000 && it !== heartbeat);
  return { peer, timers, subscriptions, subscribe, begin, delays, asked: () => asked };
}

/** Passes the delay before the next try. */
async function tryAgain({ timers, delays }: Awaited<ReturnType<typeof open>>, nth: number): Promise<void> {
  await until(() => delays().length === nth);
  timers.advance(delays().at(-1)!);
}

it('connects when somebody listens, and once for all', async () => {
  const { peer, begin, subscribe } = await open();
  subscribe();
  expect(peer.sockets).toHaveLength(0);
  await begin();
  await begin();
  expect([peer.sockets.length, peer.subscribed.map(({ id }) => id)]).toEqual([1, ['1', '2']]);
});

it('brings events in their order; two operations do not mix', async () => {
  const { peer, begin } = await open();
  const one = await begin();
  const other = await begin();
  for (const number of [1, 2, 3]) peer.next(number);
  peer.send({ type: 'next', id: '1', payload: { data: { number: 9 } } });
  expect([(await other.first).value, (await other.events.next()).value]).toEqual([numbered(1), numbered(2)]);
  expect((await one.first).value).toEqual(numbered(9));
});

it('a lost one is begun anew with new headers, and a gap says so once', async () => {
  const opened = await open();
  const { peer, begin } = opened;
  const { events, first } = await begin();
  peer.next(1);
  await first;
  peer.sockets[0]!.terminate();
  const afterLoss = events.next();
  await tryAgain(opened, 1);
  await until(() => peer.subscribed.length === 2);
  peer.next(2);
  expect([await afterLoss, await events.next()]).toEqual([
    { value: { kind: 'gap' }, done: false },
    { value: numbered(2), done: false },
  ]);
  expect(peer.subscribed.map(({ payload }) => payload?.extensions?.headers)).toEqual([
    { 'x-request-id': '1' },
    { 'x-request-id': '2' },
  ]);
});

it('tries a live one again for as long as somebody listens, ever less often', async () => {
  const opened = await open();
  const { peer, begin, delays } = opened;
  const { events, first } = await begin();
  peer.next(1);
  await first;
  const waiting = events.next();
  peer.onConnect = (socket) => socket.terminate();
  peer.sockets[0]!.terminate();
  for (let nth = 1; nth <= 9; nth += 1) await tryAgain(opened, nth);
  await until(() => delays().length === 10);
  expect(delays()).toEqual([200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000, 10_000, 10_000]);
  peer.onConnect = () => undefined;
  await tryAgain(opened, 10);
  expect((await waiting).value).toEqual({ kind: 'gap' });
});

it('answers UNAVAILABLE after a few tries where it never was live', async () => {
  const opened = await open();
  const { peer, subscribe, timers } = opened;
  peer.onConnect = (socket) => socket.terminate();
  const events = subscribe();
  const first = events.next();
  await tryAgain(opened, 1);
  await tryAgain(opened, 2);
  expect((await first).value).toMatchObject(unavailable);
  expect(await events.next()).toEqual({ value: undefined, done: true });
  expect([peer.sockets.length, timers.pending]).toEqual([3, 0]);
});

it('nor is one live that the subgraph takes and drops', async () => {
  const opened = await open();
  const { peer, begin } = opened;
  const { events, first } = await begin();
  peer.sockets[0]!.terminate();
  for (const nth of [1, 2]) {
    await tryAgain(opened, nth);
    await until(() => peer.subscribed.length === nth + 1);
    peer.sockets[nth]!.terminate();
  }
  expect((await first).value).toEqual({ kind: 'gap' });
  const rest: UpstreamEvent[] = [];
  for await (const event of events) rest.push(event);
  expect(rest).toMatchObject([{ kind: 'gap' }, unavailable]);
});

it('a silent one is live after a while', async () => {
  const opened = await open();
  const { peer, begin, timers } = opened;
  const { first } = await begin();
  timers.advance(5_000);
  peer.onConnect = (socket) => socket.terminate();
  peer.sockets[0]!.terminate();
  for (let nth = 1; nth <= 4; nth += 1) await tryAgain(opened, nth);
  await until(() => opened.delays().length === 5);
  peer.onConnect = () => undefined;
  await tryAgain(opened, 5);
  expect((await first).value).toEqual({ kind: 'gap' });
});

it('a peer that takes the connection and says nothing is tried again', async () => {
  const opened = await open();
  const { peer, subscribe, timers } = opened;
  peer.acknowledges = false;
  const first = subscribe().next();
  for (let nth = 1; nth <= 3; nth += 1) {
    await until(() => peer.heard.filter(({ type }) => type === 'connection_init').length === nth);
    timers.advance(3_000);
    if (nth < 3) await tryAgain(opened, nth);
  }
  expect((await first).value).toMatchObject(unavailable);
});

it('a peer that gives no sign of life is dead', async () => {
  const opened = await open({ autoPong: false });
  const { peer, begin, timers } = opened;
  await begin();
  timers.advance(heartbeat);
  await until(() => peer.pings === 1);
  timers.advance(heartbeat);
  await once(peer.sockets[0]!, 'close');
  await tryAgain(opened, 1);
  await until(() => peer.subscribed.length === 2);
});

/** Settles when the client has read whatever was sent to it before. */
async function readUpTo(socket: WebSocket): Promise<void> {
  socket.ping();
  await once(socket, 'pong');
}

it.each([
  ['answers pings', { autoPong: true }, () => undefined],
  ['speaks', { autoPong: false }, (peer: Peer) => peer.send({ type: 'ping' })],
])('a peer that %s lives, however silent its events', async (_name, options, sign) => {
  const { peer, begin, timers } = await open(options);
  const { first } = await begin();
  for (let beat = 1; beat <= 5; beat += 1) {
    timers.advance(heartbeat);
    await until(() => peer.pings === beat);
    sign(peer);
    await readUpTo(peer.sockets[0]!);
  }
  peer.next(1);
  expect([(await first).value, peer.sockets.length]).toEqual([numbered(1), 1]);
});

it('answers the pings of the protocol', async () => {
  const { peer, begin } = await open();
  await begin();
  peer.send({ type: 'ping' });
  await until(() => peer.heard.at(-1)?.type === 'pong');
});

it.each([
  ['an error message', { type: 'error', payload: [{ message: 'no' }] }, { errors: [{ message: 'no' }] }],
  [
    'a result without data',
    { type: 'next', payload: { errors: [{ message: 'no' }] } },
    { errors: [{ message: 'no' }] },
  ],
  ['what is no result', { type: 'next', payload: { data: [] } }, unavailable.result],
])('%s ends it', async (_name, message, result) => {
  const { peer, begin } = await open();
  const { events, first } = await begin();
  peer.send(message);
  peer.next(1);
  expect((await first).value).toMatchObject({ kind: 'next', result });
  expect(await events.next()).toEqual({ value: undefined, done: true });
});

it('an event that has errors and data does not end it', async () => {
  const { peer, begin } = await open();
  const { events, first } = await begin();
  peer.send({ type: 'next', payload: { data: null, errors: [{ message: 'no' }] } });
  peer.next(1);
  expect((await first).value).toMatchObject({ result: { data: null } });
  expect((await events.next()).value).toEqual(numbered(1));
});

it('completion ends it, and the socket serves the next', async () => {
  const { peer, begin } = await open();
  const { events, first } = await begin();
  peer.next(1);
  peer.send({ type: 'complete' });
  expect([(await first).value, await events.next()]).toEqual([numbered(1), { value: undefined, done: true }]);
  await begin();
  expect(peer.sockets).toHaveLength(1);
});

it.each([
  ['not JSON', '{'],
  ['not of the protocol', '{"type":"whatever"}'],
  ['for servers', '{"type":"subscribe","id":"1","payload":{"query":"{ any }"}}'],
  ['longer than a message may be', JSON.stringify({ type: 'ping', payload: { long: 'x'.repeat(20_000) } })],
])('a message that is %s costs the connection', async (_name, text) => {
  const opened = await open();
  const { peer, begin } = opened;
  const { first } = await begin();
  peer.sockets[0]!.send(text);
  await once(peer.sockets[0]!, 'close');
  await tryAgain(opened, 1);
  expect((await first).value).toEqual({ kind: 'gap' });
});

it('who leaves tells the subgraph', async () => {
  const { peer, begin } = await open();
  const { events, first } = await begin();
  await events.return();
  expect(await first).toEqual({ value: undefined, done: true });
  await until(() => peer.heard.some(({ type, id }) => type === 'complete' && id === '1'));
});

it('who leaves while it connects, or waits to try again, subscribes to nothing', async () => {
  const { peer, subscribe, begin, timers, delays } = await open();
  peer.acknowledges = false;
  const connecting = subscribe();
  void connecting.next();
  await until(() => peer.heard.length === 1);
  await connecting.return();
  peer.send({ type: 'connection_ack' });
  await readUpTo(peer.sockets[0]!);
  expect(peer.subscribed).toEqual([]);
  const { events } = await begin();
  peer.sockets[0]!.terminate();
  await until(() => delays().length === 1);
  await events.return();
  expect([peer.subscribed.length, timers.pending]).toEqual([1, 0]);
});

it('closing ends all of them and the socket', async () => {
  const { peer, begin, subscriptions, timers } = await open();
  const { first } = await begin();
  subscriptions.close();
  expect(await first).toEqual({ value: undefined, done: true });
  await once(peer.sockets[0]!, 'close');
  await until(() => timers.pending === 0);
});
