import { until } from '../../kit/testing/until';
import type { RawSocket } from './testing/raw-socket';
import { liveTest } from './testing/open-house';

const test = liveTest({ LIVE_HEARTBEAT: '10000000' });
const ticks = (field = 'ticks') => `subscription ($topic: ID) { tick: ${field}(topic: $topic) { number } }`;
const as = (user: string) => ({ authorization: `Bearer ${test.house.issue(user, user)}` });
const numbers = (socket: RawSocket, id?: string) =>
  socket
    .of('next')
    .filter((message) => id === undefined || message.id === id)
    .map(({ payload }) => (payload as { data: { tick: { number: number } } }).data.tick.number);

async function subscribers(count: number, params: () => Record<string, unknown>, query: string): Promise<RawSocket[]> {
  const sockets = await Promise.all(Array.from({ length: count }, () => test.begin(params())));
  for (const socket of sockets) socket.subscribe('a', query, { topic: 'x' });
  await until(() => test.house.subscriptions.counts().operations === count);
  return sockets;
}

it('the same of one viewer is one source, one context and one text for each event, however many listen', async () => {
  const sockets = await subscribers(40, () => as('ada'), ticks());
  expect(test.house.subscriptions.counts()).toEqual({ connections: 40, operations: 40, sources: 1 });
  const { last, sources } = test.house.engine;
  for (let number = 1; number <= 5; number += 1) last.tick(number);
  await Promise.all(sockets.map((socket) => socket.has('next', 5)));
  for (const socket of sockets) expect(numbers(socket)).toEqual([1, 2, 3, 4, 5]);
  expect(sources).toHaveLength(1);
  expect(last.contexts).toHaveLength(5);
  expect(new Set(last.contexts.map(({ signedViewer }) => signedViewer)).size).toBe(1);
  expect(last.serialisations).toBe(5);
  expect(await test.house.metric('subscription_upstreams')).toBe(1);
  expect(await test.house.metric('subscription_events_total')).toBe(200);
});

it('each event is read as of its own time', async () => {
  const [socket] = await subscribers(1, () => as('ada'), ticks());
  const { last } = test.house.engine;
  last.tick(1);
  await socket!.has('next');
  test.house.clock.advance({ seconds: 61 });
  last.tick(2);
  await socket!.has('next', 2);
  const [first, second] = last.contexts;
  expect(first?.signedViewer).not.toBe(second?.signedViewer);
  expect(first?.requestId).not.toBe(second?.requestId);
  expect(second?.viewer.id).toBe('ada');
});

it('what is private is never shared: viewers, arguments and documents differ', async () => {
  const sockets = await Promise.all(['ada', 'bob'].map((user) => test.begin(as(user))));
  for (const socket of sockets) {
    socket.subscribe('a', ticks(), { topic: 'x' });
    socket.subscribe('b', ticks(), { topic: 'y' });
    socket.subscribe('c', `${ticks()} `, { topic: 'x' });
  }
  await until(() => test.house.engine.sources.length === 6);
  for (const [index, source] of test.house.engine.sources.entries()) source.tick(index);
  await Promise.all(sockets.map((socket) => socket.has('next', 3)));
  expect(test.house.engine.sources.map(({ contexts }) => contexts[0]?.viewer.id).toSorted()).toEqual([
    'ada',
    'ada',
    'ada',
    'bob',
    'bob',
    'bob',
  ]);
  expect(numbers(sockets[0]!).filter((number) => numbers(sockets[1]!).includes(number))).toEqual([]);
});

it('one user with other rights, or in another session, does not share', async () => {
  const tokens = [{}, { organisations: ['org'] }, { sessionId: 's' }].map((over, index) =>
    test.house.issue(`ada-${index}`, 'ada', over),
  );
  for (const token of tokens)
    (await test.begin({ authorization: `Bearer ${token}` })).subscribe('a', ticks(), { topic: 'x' });
  await until(() => test.house.engine.sources.length === 3);
});

it('a public field is read as nobody and shared by everyone', async () => {
  const sockets = await Promise.all(['ada', 'bob'].map((user) => test.begin(as(user))));
  sockets.push(await test.begin());
  for (const socket of sockets) socket.subscribe('a', ticks('news'), { topic: 'x' });
  await until(() => test.house.subscriptions.counts().operations === 3);
  test.house.engine.last.tick(1);
  await Promise.all(sockets.map((socket) => socket.has('next')));
  expect(test.house.engine.sources).toHaveLength(1);
  expect(test.house.engine.last.contexts.map(({ viewer, address }) => [viewer.claims.kind, address])).toEqual([
    ['anonymous', '127.0.0.1'],
  ]);
});

it('who joins later hears what comes from then on', async () => {
  const [early, late] = [await test.begin(), await test.begin()];
  early.subscribe('a', ticks());
  await until(() => test.house.engine.open.length === 1);
  test.house.engine.last.tick(1);
  await early.has('next');
  late.subscribe('b', ticks());
  await until(() => test.house.subscriptions.counts().operations === 2);
  test.house.engine.last.tick(2);
  await early.has('next', 2);
  await late.has('next');
  expect([numbers(early), numbers(late)]).toEqual([[1, 2], [2]]);
});

it('the last to leave lets go of the source; the next begins another', async () => {
  const sockets = await subscribers(2, () => ({}), ticks());
  sockets[0]!.send({ id: 'a', type: 'complete' });
  await until(() => test.house.subscriptions.counts().operations === 1);
  expect(test.house.engine.open).toHaveLength(1);
  sockets[1]!.close();
  await until(() => test.house.engine.open.length === 0);
  expect(test.house.subscriptions.counts()).toMatchObject({ operations: 0, sources: 0 });
  const [again] = await subscribers(1, () => ({}), ticks());
  test.house.engine.last.tick(1);
  await again!.has('next');
  expect(test.house.engine.sources).toHaveLength(2);
});

it('one socket may hear the same twice, and leave it once', async () => {
  const socket = await test.begin();
  for (const id of ['a', 'b']) socket.subscribe(id, ticks());
  await until(() => test.house.subscriptions.counts().operations === 2);
  test.house.engine.last.tick(1);
  await socket.has('next', 2);
  socket.send({ id: 'a', type: 'complete' });
  await until(() => test.house.subscriptions.counts().operations === 1);
  test.house.engine.last.tick(2);
  await socket.has('next', 3);
  expect([numbers(socket, 'a'), numbers(socket, 'b')]).toEqual([[1], [1, 2]]);
});

it('when the source is lost and found again, everyone is told that events may be missing', async () => {
  const sockets = await subscribers(2, () => ({}), ticks());
  test.house.engine.last.tick(1);
  test.house.engine.last.push({ kind: 'gap' });
  test.house.engine.last.tick(2);
  for (const socket of sockets) {
    await socket.has('next', 3);
    expect(socket.of('next')[1]?.payload).toEqual({ data: null, extensions: { gap: true } });
  }
  expect(await test.house.metric('subscription_gaps_total')).toBe(1);
});

it('all are told when the source ends', async () => {
  const sockets = await subscribers(3, () => ({}), ticks());
  test.house.engine.last.end();
  for (const socket of sockets) await socket.has('complete');
  expect(test.house.subscriptions.counts()).toMatchObject({ operations: 0, sources: 0 });
});
