import { once } from 'node:events';
import { connect } from 'node:net';
import { WebSocket } from 'ws';
import { until } from '../../kit/testing/until';
import { liveTest } from './testing/open-house';

const TICKS = 'subscription { tick: ticks { number } }';
const refusal = (payload: unknown) => (payload as { extensions: object }[])[0]?.extensions;
const refusedUpgrade = async (url: string) => {
  const ws = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const [error] = (await once(ws, 'error')) as [Error];
  return error.message;
};

describe('of operations', () => {
  const test = liveTest({
    MAX_LIVE_OPERATIONS_PER_CONNECTION: '3',
    MAX_LIVE_OPERATIONS_PER_USER: '4',
    MAX_LIVE_OPERATIONS: '6',
  });
  const as = (user: string) => test.begin({ authorization: `Bearer ${test.house.issue(user, user)}` });

  it('per connection, per user and of all together; what ends makes room', async () => {
    const [first, second, other] = [await as('ada'), await as('ada'), await as('bob')];
    for (const id of ['a', 'b', 'c', 'd']) first.subscribe(id, TICKS);
    expect(refusal((await first.has('error')).payload)).toEqual({
      code: 'TOO_MANY_SUBSCRIPTIONS',
      limit: 'connection',
      allowed: 3,
    });
    for (const id of ['a', 'b']) second.subscribe(id, TICKS);
    expect(refusal((await second.has('error')).payload)).toMatchObject({ limit: 'user', allowed: 4 });
    for (const id of ['a', 'b', 'c']) other.subscribe(id, TICKS);
    expect(refusal((await other.has('error')).payload)).toMatchObject({ limit: 'total', allowed: 6 });
    expect(test.house.subscriptions.counts().operations).toBe(6);
    expect(await test.house.metric('live_connections')).toBe(3);
    first.send({ id: 'a', type: 'complete' });
    await until(() => test.house.subscriptions.counts().operations === 5);
    other.subscribe('c', TICKS);
    await until(() => test.house.subscriptions.counts().operations === 6);
    for (const socket of [first, second, other]) socket.close();
    await until(() => test.house.subscriptions.counts().operations === 0);
    expect(await test.house.metric('subscriptions_active')).toBe(0);
    await until(() => test.house.subscriptions.counts().connections === 0);
    expect(await test.house.metric('live_connections')).toBe(0);
    expect(await test.house.metric('subscriptions_closed_total')).toBe(7);
  });

  it('refused operations leave no trace', async () => {
    const socket = await as('ada');
    for (let count = 0; count < 10; count += 1) socket.subscribe(`bad-${count}`, '{ nothing }');
    await socket.has('error', 10);
    for (const id of ['a', 'b', 'c']) socket.subscribe(id, TICKS);
    await until(() => test.house.subscriptions.counts().operations === 3);
  });
});

describe('of connections', () => {
  const test = liveTest({ MAX_LIVE_CONNECTIONS_PER_USER: '2', MAX_LIVE_CONNECTIONS: '4', LIVE_HEARTBEAT: '100000' });
  const as = (user: string) => ({ authorization: `Bearer ${test.house.issue(user, user)}` });

  it('per address that nobody signed in from: 429', async () => {
    await test.begin();
    await test.connect();
    expect(await refusedUpgrade(test.house.url)).toContain('429');
  });

  it('per user: 4429; an address has its places back once it is known who it is', async () => {
    const first = await test.begin(as('ada'));
    await test.begin(as('ada'));
    const third = await test.connect();
    third.send({ type: 'connection_init', payload: as('ada') });
    expect(await third.end()).toEqual({ code: 4429, reason: 'Too many connections' });
    await test.begin(as('bob'));
    first.close();
    await until(() => test.house.subscriptions.counts().connections === 2);
    await test.begin(as('ada'));
  });

  it('of all together: 503', async () => {
    for (const user of ['ada', 'bob', 'carol', 'dan']) await test.begin(as(user));
    expect(await refusedUpgrade(test.house.url)).toContain('503');
  });

  it('a handshake that fails, and a socket that never begins, give their places back', async () => {
    for (let count = 0; count < 5; count += 1) {
      const socket = connect(Number(new URL(test.house.url).port), '127.0.0.1');
      socket.end('GET /graphql HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n');
      const [answer] = (await once(socket, 'data')) as [Buffer];
      expect(answer.toString()).toContain('400 Bad Request');
    }
    const silent = [await test.connect(), await test.connect()];
    test.house.timers.advance(5_000);
    for (const socket of silent) expect((await socket.end()).code).toBe(4408);
    await until(() => test.house.subscriptions.counts().connections === 0);
    await test.begin();
  });
});
