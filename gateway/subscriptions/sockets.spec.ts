import { createClient } from 'graphql-ws';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { until } from '../../kit/testing/until';
import { liveTest } from './testing/open-house';

const test = liveTest({ MAX_LIVE_MESSAGE_BYTES: '30000', MAX_DEPTH: '4', MAX_LIST_ITEMS: '10' });
const TICKS = 'subscription { tick: ticks { number } }';

describe('with the client of graphql-ws', () => {
  const client = (params: Record<string, unknown> = {}) =>
    createClient({
      url: `${test.house.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: params,
      retryAttempts: 0,
    });

  it('a subscription brings its events in order, and ends with its source', async () => {
    const graphql = client();
    const events = graphql.iterate({ query: TICKS });
    const first = events.next();
    await until(() => test.house.engine.sources.length === 1);
    const { last } = test.house.engine;
    for (let number = 1; number <= 3; number += 1) last.tick(number);
    last.end();
    const seen = [(await first).value, (await events.next()).value, (await events.next()).value];
    expect(seen).toEqual([1, 2, 3].map((number) => ({ data: { tick: { number, text: '' } } })));
    expect(await events.next()).toMatchObject({ done: true });
    await graphql.dispose();
  });

  it('who has enough lets go of the source', async () => {
    const graphql = client();
    const events = graphql.iterate({ query: TICKS });
    const first = events.next();
    await until(() => test.house.engine.sources.length === 1);
    test.house.engine.last.tick(1);
    await first;
    await events.return?.();
    await until(() => test.house.engine.open.length === 0);
    await until(() => test.house.subscriptions.counts().operations === 0);
    await graphql.dispose();
  });

  it('queries and mutations run over the same socket', async () => {
    const graphql = client();
    const results = graphql.iterate({ query: 'query Hi { hello }', operationName: 'Hi' });
    expect(await results.next()).toEqual({ value: { data: { hello: 'world' } }, done: false });
    expect((await results.next()).done).toBe(true);
    test.house.engine.answer = () => Promise.reject(new Error('a secret of ours'));
    const failed = await graphql
      .iterate({ query: 'mutation { touch }' })
      .next()
      .catch((errors: unknown) => errors);
    expect(failed).toMatchObject([{ extensions: { code: 'INTERNAL_ERROR' } }]);
    expect(JSON.stringify(failed)).not.toContain('secret');
    expect(test.house.engine.executed.map(({ operation }) => operation.operation)).toEqual(['query', 'mutation']);
    await graphql.dispose();
  });

  it('a query that nobody waits for any more is cancelled; one that takes too long times out', async () => {
    const reasons: unknown[] = [];
    test.house.engine.answer = ({ context: { signal } }) =>
      once(signal, 'abort').then(() => {
        reasons.push(signal.reason);
        return { errors: [] };
      });
    const socket = await test.begin();
    for (const id of ['a', 'b']) socket.subscribe(id, '{ hello }');
    await until(() => test.house.engine.executed.length === 2);
    expect(test.house.entered).toBe(2);
    socket.send({ id: 'a', type: 'complete' });
    await until(() => reasons.length === 1);
    expect(reasons[0]).toMatchObject({ name: 'AbortError' });
    test.house.timers.advance(60_000);
    await until(() => reasons.length === 2);
    expect(reasons[1]).toMatchObject({ code: 'TIMEOUT' });
    await until(() => test.house.entered === 0);
  });
});

describe('the protocol', () => {
  it('4406 without its subprotocol', async () => {
    const socket = await test.connect([]);
    expect(await socket.end()).toEqual({ code: 4406, reason: 'Subprotocol not acceptable' });
  });

  it('4408 for who does not begin in time; whoever does stays', async () => {
    const [late, timely] = [await test.connect(), await test.begin()];
    test.house.timers.advance(5_000);
    expect(await late.end()).toEqual({ code: 4408, reason: 'Connection initialisation timeout' });
    expect(timely.closed).toBeNull();
  });

  it('4429 for who begins twice', async () => {
    const socket = await test.begin();
    socket.send({ type: 'connection_init' });
    expect(await socket.end()).toEqual({ code: 4429, reason: 'Too many initialisation requests' });
  });

  it('4401 for who subscribes before it has begun', async () => {
    const socket = await test.connect();
    socket.subscribe('a', TICKS);
    expect(await socket.end()).toEqual({ code: 4401, reason: 'Unauthorized' });
    expect(test.house.engine.sources).toEqual([]);
  });

  it('4409 for an id that is in use; an id whose operation is over may be used again', async () => {
    const socket = await test.begin();
    socket.subscribe('a', '{ hello }');
    await socket.has('complete');
    socket.subscribe('a', TICKS);
    socket.subscribe('a', TICKS);
    expect(await socket.end()).toEqual({ code: 4409, reason: 'Subscriber for a already exists' });
    await until(() => test.house.engine.open.length === 0);
  });

  it('of what is taken back and asked anew under one id, the new one runs', async () => {
    const socket = await test.begin();
    socket.subscribe('a', TICKS);
    socket.send({ id: 'a', type: 'complete' });
    socket.subscribe('a', '{ hello }');
    expect(await socket.has('next')).toMatchObject({ payload: { data: { hello: 'world' } } });
    await socket.has('complete');
    expect(test.house.engine.open).toEqual([]);
    expect(test.house.engine.executed).toHaveLength(1);
  });

  it('pings are answered, before and after it begins, with what they carry', async () => {
    const socket = await test.connect();
    socket.send({ type: 'ping' });
    await socket.has('pong');
    socket.send({ type: 'connection_init' });
    socket.send({ type: 'ping', payload: { at: 1 } });
    socket.send({ type: 'pong' });
    expect(await socket.has('pong', 2)).toEqual({ type: 'pong', payload: { at: 1 } });
    expect(socket.closed).toBeNull();
  });

  it.each([
    ['no JSON', 'hello'],
    ['cut JSON', '{"type":"ping"'],
    ['no object', '[]'],
    ['no type', '{}'],
    ['a type that only servers send', '{"type":"next","id":"a","payload":{}}'],
    ['an unknown type', '{"type":"start","id":"a"}'],
    ['no query', '{"type":"subscribe","id":"a","payload":{}}'],
    ['no id', '{"type":"subscribe","payload":{"query":"{ hello }"}}'],
    ['an endless id', `{"type":"subscribe","id":"${'a'.repeat(500)}","payload":{"query":"{ hello }"}}`],
    ['variables that are none', '{"type":"subscribe","id":"a","payload":{"query":"{ hello }","variables":[1]}}'],
    ['bytes', Buffer.from('{"type":"ping"}')],
  ])('4400 for %s', async (_, message) => {
    const socket = await test.begin();
    socket.ws.send(message);
    socket.subscribe('late', TICKS);
    expect(await socket.end()).toEqual({ code: 4400, reason: 'Invalid message received' });
    expect(test.house.engine.sources).toEqual([]);
  });

  it('1009 for a message that is too large', async () => {
    const socket = await test.begin();
    socket.subscribe('a', `{ hello } #${'x'.repeat(30_000)}`);
    expect(await socket.end()).toMatchObject({ code: 1009 });
  });

  it('no other path becomes a socket', async () => {
    const ws = new WebSocket(`${test.house.url.replace('http', 'ws')}/elsewhere`, 'graphql-transport-ws');
    const [error] = (await once(ws, 'error')) as [Error];
    expect(error.message).toContain('404');
  });
});

describe('operations pass the walls of HTTP', () => {
  it.each([
    ['what does not parse', '{ hello', {}, 'GRAPHQL_PARSE_FAILED'],
    ['what is not in the graph', 'subscription { rumours }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['two root fields', 'subscription { ticks { number } news { number } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['what is too deep', '{ deep { deep { deep { deep { name } } } } }', {}, 'OPERATION_TOO_LARGE'],
    ['what nests deeper than the stack', '{deep'.repeat(3_900), {}, 'OPERATION_TOO_LARGE'],
    ['wrong variables', 'subscription ($t: ID!) { ticks(topic: $t) { number } }', {}, 'BAD_USER_INPUT'],
    [
      'endless lists',
      'subscription ($w: Wanted) { ticks(wanted: $w) { number } }',
      { w: { topics: Array.from({ length: 11 }, String) } },
      'OPERATION_TOO_LARGE',
    ],
    ['no operation', 'fragment F on Tick { number }', {}, 'GRAPHQL_VALIDATION_FAILED'],
  ])('%s is an error', async (_, query, variables, code) => {
    const socket = await test.begin();
    socket.subscribe('a', query, variables);
    const { payload } = await socket.has('error');
    expect((payload as { extensions: object }[]).map(({ extensions }) => extensions)).toMatchObject([{ code }]);
    expect(test.house.engine.sources).toEqual([]);
    expect(test.house.subscriptions.counts().operations).toBe(0);
  });

  it('several operations need a name', async () => {
    const socket = await test.begin();
    const query = 'query A { hello } query B { hello }';
    socket.send({ id: 'a', type: 'subscribe', payload: { query } });
    expect((await socket.has('error')).payload).toMatchObject([
      { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } },
    ]);
    socket.send({ id: 'a', type: 'subscribe', payload: { query, operationName: 'B' } });
    await socket.has('complete');
    expect(test.house.engine.executed[0]?.operationName).toBe('B');
  });

  it('errors of the engine are masked unless coded, and the stream that they end completes', async () => {
    const socket = await test.begin();
    socket.subscribe('a', TICKS);
    await until(() => test.house.engine.sources.length === 1);
    const { GraphQLError } = await import('graphql');
    test.house.engine.last.result({
      errors: [new GraphQLError('a secret'), new GraphQLError('Told.', { extensions: { code: 'NOT_ENROLLED' } })],
    });
    test.house.engine.last.end();
    await socket.has('complete');
    expect(socket.of('next')[0]?.payload).toMatchObject({
      errors: [
        { extensions: { code: 'INTERNAL_ERROR', requestId: test.house.engine.last.contexts[0]?.requestId } },
        { message: 'Told.', extensions: { code: 'NOT_ENROLLED' } },
      ],
    });
    expect(JSON.stringify(socket.messages)).not.toContain('secret');
  });

  it('a source that breaks ends with INTERNAL_ERROR', async () => {
    const socket = await test.begin();
    socket.subscribe('a', TICKS);
    await until(() => test.house.engine.sources.length === 1);
    test.house.engine.last.tick(1);
    test.house.engine.last.fail(new Error('a secret'));
    expect((await socket.has('error')).payload).toMatchObject([{ extensions: { code: 'INTERNAL_ERROR' } }]);
    expect(socket.of('next')).toHaveLength(1);
  });
});
