import { connect, type Socket } from 'node:net';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { until } from '../../kit/testing/until';
import { liveTest } from './testing/open-house';

const test = liveTest({ LIVE_HEARTBEAT: '10000000' });
const TICKS = 'subscription { tick: ticks { number } }';

/** That the gateway still serves others. */
async function servesOthers(): Promise<void> {
  const socket = await test.begin();
  socket.subscribe('well', '{ hello }');
  await socket.has('complete');
}

/** The bytes of a handshake, and whatever a test wants after it. */
async function upgraded(): Promise<Socket> {
  const socket = connect(Number(new URL(test.house.url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(
    `GET /graphql HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${randomBytes(16).toString('base64')}\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n`,
  );
  await once(socket, 'data');
  return socket;
}

it('thousands of subscriptions at once: as many as may run, the rest is refused', async () => {
  const socket = await test.begin();
  for (let count = 0; count < 5_000; count += 1) socket.subscribe(`id-${count}`, TICKS);
  await socket.has('error', 4_900);
  expect(test.house.subscriptions.counts()).toMatchObject({ operations: 100, sources: 1 });
  await servesOthers();
  test.house.engine.sources[0]!.tick(1);
  await socket.has('next', 100);
});

it('subscribing and leaving, over and over, leaves nothing behind', async () => {
  const socket = await test.begin();
  for (let count = 0; count < 1_000; count += 1) {
    socket.subscribe('same', TICKS);
    socket.send({ id: 'same', type: 'complete' });
  }
  socket.send({ type: 'ping' });
  await socket.has('pong');
  expect(test.house.subscriptions.counts()).toMatchObject({ operations: 0, sources: 0 });
  expect(socket.of('next')).toEqual([]);
  expect(test.house.engine.open).toEqual([]);
});

it.each([
  ['garbage', () => randomBytes(2_000)],
  ['a frame without a mask', () => Buffer.from([0x81, 0x02, 0x7b, 0x7d])],
  [
    'a frame that announces gigabytes',
    () => Buffer.from([0x81, 0xff, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]),
  ],
  ['text that is no UTF-8', () => Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xff, 0xfe])],
])('%s ends the socket, and no other', async (_, bytes) => {
  const socket = await upgraded();
  const closed = once(socket, 'close');
  socket.resume();
  socket.write(bytes());
  await closed;
  await until(() => test.house.subscriptions.counts().connections === 0);
  await servesOthers();
});

it('half of a message, and then nothing, is cut off like any other silence', async () => {
  const socket = await upgraded();
  socket.resume();
  socket.write(Buffer.from([0x01, 0x85, 0, 0, 0, 0, 0x7b, 0x22, 0x74, 0x79, 0x70]));
  await until(() => test.house.subscriptions.counts().connections === 1);
  test.house.timers.advance(5_000);
  socket.end();
  await until(() => test.house.subscriptions.counts().connections === 0);
});

it('an id as long as allowed may be used twice, which ends this socket only', async () => {
  const socket = await test.begin();
  for (let count = 0; count < 2; count += 1) socket.subscribe('\u00e9'.repeat(200), TICKS);
  expect(await socket.end()).toEqual({ code: 4409, reason: '' });
  await servesOthers();
});

it('what nests too deep for one who reads it is refused, however deep', async () => {
  const socket = await test.begin();
  const depths = Array.from({ length: 25 }, (_, index) => 100 + index * 100);
  for (const depth of depths) socket.subscribe(`d${depth}`, `{ ${'deep{'.repeat(depth)}name${'}'.repeat(depth)} }`);
  for (const depth of depths) {
    const variables = `${'['.repeat(depth * 10)}${']'.repeat(depth * 10)}`;
    socket.ws.send(
      `{"id":"v${depth}","type":"subscribe","payload":{"query":"${TICKS}","variables":{"more":${variables}}}}`,
    );
  }
  await until(() => socket.of('error').length + test.house.subscriptions.counts().operations >= 2 * depths.length);
  const codes = socket
    .of('error')
    .map(({ payload }) => (payload as { extensions: { code: string } }[])[0]?.extensions.code);
  expect(new Set(codes)).toEqual(new Set(['OPERATION_TOO_LARGE']));
  await servesOthers();
});

it('names of prototypes are ids like any other', async () => {
  const socket = await test.begin();
  for (const id of ['__proto__', 'constructor', 'toString']) {
    socket.send({ id, type: 'complete' });
    socket.subscribe(id, TICKS);
  }
  await until(() => test.house.subscriptions.counts().operations === 3);
  test.house.engine.sources[0]!.tick(1);
  await socket.has('next', 3);
  expect(socket.of('next').map(({ id }) => id)).toEqual(['__proto__', 'constructor', 'toString']);
});

it('credentials and variables that are no plain values do no harm', async () => {
  const socket = await test.connect();
  socket.ws.send(
    '{"type":"connection_init","payload":{"__proto__":{"authorization":"x"},"authorization":{"a":1},"x-api-key":[]}}',
  );
  await socket.has('connection_ack');
  socket.ws.send(
    `{"type":"subscribe","id":"a","payload":{"query":"subscription ($t: ID) { ticks(topic: $t) { number } }","variables":{"__proto__":{"t":"x"},"t":"\\u0000"}}}`,
  );
  await until(() => test.house.engine.open.length === 1);
  expect(Object.getPrototypeOf({})).toBe(Object.prototype);
});

it('who asks and never reads is cut off before the memory is full', async () => {
  const socket = await test.begin();
  socket.ws.pause();
  const ping = JSON.stringify({ type: 'ping', payload: { much: 'x'.repeat(90_000) } });
  const closed = once(socket.ws, 'close');
  const flood = setInterval(() => {
    for (let count = 0; count < 20 && socket.ws.bufferedAmount < 1_000_000; count += 1) socket.ws.send(ping);
  }, 1);
  await until(() => test.house.subscriptions.counts().connections === 0);
  clearInterval(flood);
  socket.ws.resume();
  await closed;
  await servesOthers();
});
