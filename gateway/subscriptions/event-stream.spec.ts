import { connect, type Socket } from 'node:net';
import { until } from '../../kit/testing/until';
import { EventStreamClient } from './testing/event-stream-client';
import { liveTest } from './testing/open-house';

const test = liveTest({ MAX_LIVE_CONNECTIONS_PER_USER: '2', LIVE_QUEUE_EVENTS: '3' });
const ticks = (field = 'ticks') => ({ query: `subscription { tick: ${field} { number } }` });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const codes = (results: unknown[]) =>
  results.flatMap((result) =>
    (result as { errors: { extensions: { code: string } }[] }).errors.map(({ extensions }) => extensions.code),
  );
/** Of a request by hand, but for its length. */
const head = 'POST /graphql HTTP/1.1\r\nhost: a\r\naccept: text/event-stream\r\ncontent-type: application/json\r\n';
const open = (body: object = ticks(), headers: Record<string, string> = {}) =>
  EventStreamClient.open(test.house.url, body, headers);

async function listening(headers: Record<string, string> = {}, field?: string) {
  const stream = await open(ticks(field), headers);
  await until(() => test.house.engine.open.length === 1);
  return stream;
}

it('a subscription is a stream of next, then complete', async () => {
  const stream = await listening();
  expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(stream.response.headers.get('cache-control')).toBe('no-store');
  for (let number = 1; number <= 3; number += 1) test.house.engine.last.tick(number);
  test.house.engine.last.end();
  await until(() => stream.isOver);
  const data = (number: number) => ({ event: 'next', data: { data: { tick: { number, text: '' } } } });
  expect(stream.messages).toEqual([data(1), data(2), data(3), { event: 'complete', data: null }]);
  expect(test.house.subscriptions.counts()).toEqual({ connections: 0, operations: 0, sources: 0 });
});

it('it shares its source with sockets, and its text with other streams', async () => {
  const socket = await test.begin();
  socket.subscribe('a', ticks().query);
  const streams = [await listening(), await open(ticks(), bearer(test.house.issue('ada', 'ada')))];
  await until(() => test.house.subscriptions.counts().operations === 3);
  test.house.engine.sources[0]?.tick(1);
  await socket.has('next');
  await until(() => streams[0]!.of('next').length === 1);
  expect(test.house.engine.sources).toHaveLength(2);
  expect(test.house.engine.sources[0]?.serialisations).toBe(1);
  for (const stream of streams) stream.close();
});

it('a query is answered once', async () => {
  const stream = await open({ query: '{ hello }' });
  await until(() => stream.isOver);
  expect(stream.messages).toEqual([
    { event: 'next', data: { data: { hello: 'world' } } },
    { event: 'complete', data: null },
  ]);
});

it('who wants JSON first gets JSON', async () => {
  for (const accept of ['application/json, text/event-stream', '*/*', 'application/json;q=0.9']) {
    const response = await fetch(`${test.house.url}/graphql`, {
      method: 'POST',
      headers: { accept, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(await response.json()).toEqual({ data: 'json' });
  }
});

it('what is wrong with an operation is told in the stream, as the protocol wants', async () => {
  const stream = await open({ query: '{ nothing }' });
  expect(stream.response.status).toBe(200);
  await until(() => stream.isOver);
  expect(codes(stream.of('next'))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  expect(stream.of('complete')).toHaveLength(1);
});

it.each([
  ['no operation', {}, {}, 400, 'BAD_REQUEST'],
  ['variables that are none', { ...ticks(), variables: 'a' }, {}, 400, 'BAD_REQUEST'],
  ['a bad token', ticks(), bearer('made-up'), 401, 'INVALID_TOKEN'],
  ['a bad key', ticks(), { 'x-api-key': 'made-up' }, 401, 'INVALID_API_KEY'],
])('no stream begins with %s', async (_, body, headers, status, code) => {
  const { response } = await open(body, headers);
  expect([response.status, codes([await response.json()])]).toEqual([status, [code]]);
});

it('a page of another site cannot send one: text/plain is no operation', async () => {
  const { response } = await open(ticks(), { 'content-type': 'text/plain' });
  expect(response.status).toBe(400);
});

it('no stream begins with a token that is out of date, or while nobody can tell', async () => {
  await listening(bearer(test.house.issue('ada', 'ada')));
  test.house.advance(1);
  test.house.tell({ kind: 'ROLES_CHANGED', userIds: ['ada'] });
  await until(() => test.house.engine.open.length === 0);
  expect((await open(ticks(), bearer('ada'))).response.status).toBe(401);
  test.house.isUsersDown = true;
  expect((await open(ticks(), bearer('ada'))).response.status).toBe(503);
});

it('ends with TOKEN_EXPIRED when the token does', async () => {
  const stream = await listening(bearer(test.house.issue('ada', 'ada', {}, { seconds: 10 })));
  test.house.advance(10);
  await until(() => stream.isOver);
  expect(codes(stream.of('next'))).toEqual(['TOKEN_EXPIRED']);
  expect(stream.of('complete')).toHaveLength(1);
});

it('429 for more than one user may have', async () => {
  const token = bearer(test.house.issue('ada', 'ada'));
  const streams = [await open(ticks(), token), await open(ticks(), token)];
  const { response } = await open(ticks(), token);
  expect([response.status, codes([await response.json()])]).toEqual([429, ['TOO_MANY_SUBSCRIPTIONS']]);
  expect((await open(ticks(), bearer(test.house.issue('bob', 'bob')))).response.status).toBe(200);
  streams[0]!.close();
  await until(() => test.house.subscriptions.counts().connections === 2);
  expect((await open(ticks(), token)).response.status).toBe(200);
});

it('who goes before it is known who they are leaves nothing behind', async () => {
  const { server } = test.house.app;
  const left = new Promise((resolve) => server.once('connection', (socket: Socket) => socket.once('close', resolve)));
  let known = (): void => undefined;
  test.house.knowing = new Promise((resolve) => (known = resolve));
  const body = JSON.stringify(ticks());
  const socket = connect(Number(new URL(test.house.url).port), '127.0.0.1');
  socket.write(`${head}content-length: ${body.length}\r\n\r\n${body}`);
  await until(() => test.house.identified === 1);
  socket.destroy();
  await left;
  known();
  await listening();
  expect(test.house.subscriptions.counts()).toEqual({ connections: 1, operations: 1, sources: 1 });
});

it('who goes lets go of the source', async () => {
  const stream = await listening();
  stream.close();
  await until(() => test.house.engine.open.length === 0);
  await until(() => test.house.subscriptions.counts().connections === 0);
});

it('says now and then that it is alive', async () => {
  const stream = await listening();
  test.house.timers.advance(15_000);
  await until(() => stream.comments === 1);
  test.house.timers.advance(15_000);
  await until(() => stream.comments === 2);
});

describe('who does not read', () => {
  /** A request by hand, whose answer nobody reads from then on. */
  async function stalled(field: string) {
    const body = JSON.stringify({ query: `subscription { tick: ${field} { number text } }` });
    const socket = connect(Number(new URL(test.house.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(`${head}content-length: ${body.length}\r\n\r\n${body}`);
    await until(() => test.house.engine.open.length === 1);
    socket.pause();
    return socket;
  }
  const flood = async () => {
    for (let number = 1; number <= 60; number += 1) test.house.engine.last.tick(number, 'x'.repeat(500_000));
    await until(() => test.house.engine.last.serialisations >= 59 || test.house.engine.open.length === 0);
  };

  it('is gone after a heartbeat in which nothing moved', async () => {
    const socket = await stalled('ticks');
    await flood();
    test.house.timers.advance(15_000);
    test.house.timers.advance(15_000);
    await until(() => test.house.subscriptions.counts().connections === 0);
    expect(test.house.engine.open).toEqual([]);
    socket.destroy();
  });

  it('is told TOO_SLOW where nothing may be missed', async () => {
    const socket = await stalled('ledger');
    await flood();
    expect(test.house.engine.open).toEqual([]);
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString().slice(-2_000)));
    socket.resume();
    await until(() => text.includes('event: complete'));
    expect(text).toContain('"code":"TOO_SLOW"');
    socket.destroy();
  });
});
