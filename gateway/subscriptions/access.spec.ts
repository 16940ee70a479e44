import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { until } from '../../kit/testing/until';
import { grant } from '../../kit/testing/viewers';
import type { RawSocket, Sent } from './testing/raw-socket';
import { liveTest } from './testing/open-house';

const test = liveTest({ LIVE_HEARTBEAT: '10000000' });
const TICKS = 'subscription { tick: ticks { number } }';
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const codes = ({ payload }: Sent) =>
  (payload as { extensions: { code: string } }[]).map(({ extensions }) => extensions.code);

/** Ada's socket with a subscription that runs. */
async function listening(params: Record<string, unknown> = bearer(test.house.issue('ada', 'ada'))): Promise<RawSocket> {
  const socket = await test.begin(params);
  socket.subscribe('a', TICKS);
  await until(() => test.house.engine.open.length === 1);
  return socket;
}

async function refresh(socket: RawSocket, payload: object): Promise<unknown> {
  const before = socket.of('pong').length;
  socket.send({ type: 'ping', payload });
  return (await socket.has('pong', before + 1)).payload;
}

/** That a stream is alive: an event arrives. */
async function hears(socket: RawSocket): Promise<void> {
  const before = socket.of('next').length;
  test.house.engine.last.tick(before + 1);
  await socket.has('next', before + 1);
}

describe('who begins', () => {
  const end = async (params: Record<string, unknown>) => {
    const socket = await test.connect();
    socket.send({ type: 'connection_init', payload: params });
    return socket.end();
  };

  it('without credentials is nobody', async () => {
    await listening({});
    expect(test.house.engine.last.request).toBeDefined();
    test.house.engine.last.tick(1);
    await until(() => test.house.engine.last.contexts.length === 1);
    expect(test.house.engine.last.contexts[0]?.viewer.claims.kind).toBe('anonymous');
  });

  it('4401 with what is no token, or no key', async () => {
    expect(await end(bearer('made-up'))).toEqual({ code: 4401, reason: 'INVALID_TOKEN' });
    expect(await end({ 'x-api-key': 'made-up' })).toEqual({ code: 4401, reason: 'INVALID_API_KEY' });
  });

  it('4403 with a token that has expired: graphql-ws clients come again with another', async () => {
    const token = test.house.issue('old', 'ada', {}, { seconds: 60 });
    test.house.advance(60);
    expect(await end(bearer(token))).toEqual({ code: 4403, reason: 'INVALID_TOKEN' });
  });

  it('a graphql-ws client comes again by itself, with a newer token and once somebody can tell whose it is', async () => {
    const { house } = test;
    const tokens = [house.issue('old', 'ada', {}, { seconds: 1 }), house.issue('new', 'ada')];
    house.advance(1);
    const client = createClient({
      url: `${house.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: () => bearer(tokens.shift() ?? 'new'),
      retryAttempts: 2,
      retryWait: () => Promise.resolve(),
    });
    const codes: unknown[] = [];
    client.on('closed', (event) => {
      codes.push((event as CloseEvent).code);
      house.isUsersDown = codes.length === 1;
    });
    expect(await client.iterate({ query: '{ hello }' }).next()).toMatchObject({ value: { data: { hello: 'world' } } });
    expect(codes).toEqual([4403, 1013]);
    await client.dispose();
  });

  it('1013 while nobody can tell', async () => {
    test.house.isUsersDown = true;
    expect(await end(bearer('any'))).toEqual({ code: 1013, reason: 'UNAVAILABLE' });
  });

  it('may write the names of credentials as they like', async () => {
    const socket = await test.begin({ Authorization: `Bearer ${test.house.issue('ada', 'ada')}` });
    expect(socket.closed).toBeNull();
    await test.begin({ 'X-API-Key': test.house.issue('key', 'ada', { kind: 'service' }, { isKey: true }) });
  });
});

describe('when the token expires', () => {
  it('its subscriptions end with TOKEN_EXPIRED, and its connection stays for another', async () => {
    const socket = await listening();
    test.house.advance(899);
    await hears(socket);
    test.house.advance(1);
    expect(codes(await socket.has('error'))).toEqual(['TOKEN_EXPIRED']);
    expect(test.house.engine.open).toEqual([]);
    socket.subscribe('b', TICKS);
    expect(codes(await socket.has('error', 2))).toEqual(['TOKEN_EXPIRED']);
    expect(await refresh(socket, bearer(test.house.issue('next', 'ada')))).toEqual({ accepted: true });
    socket.subscribe('c', TICKS);
    await until(() => test.house.engine.open.length === 1);
    await hears(socket);
  });

  it('no event passes, though the timer is late', async () => {
    const socket = await listening();
    test.house.clock.advance({ seconds: 900 });
    test.house.engine.last.tick(1);
    expect(codes(await socket.has('error'))).toEqual(['TOKEN_EXPIRED']);
    expect(socket.of('next')).toEqual([]);
  });

  it('a refresh in time keeps everything', async () => {
    const socket = await listening();
    test.house.advance(800);
    expect(await refresh(socket, bearer(test.house.issue('next', 'ada')))).toEqual({ accepted: true });
    test.house.advance(800);
    await hears(socket);
    expect(test.house.engine.sources).toHaveLength(1);
    test.house.advance(100);
    expect(codes(await socket.has('error'))).toEqual(['TOKEN_EXPIRED']);
  });

  it('an API key is looked at again by itself', async () => {
    const key = test.house.issue('key', 'ada', { kind: 'service' }, { isKey: true });
    const socket = await listening({ 'x-api-key': key });
    test.house.advance(900);
    await until(() => test.house.identified === 2);
    await hears(socket);
    test.house.withdraw(key);
    test.house.advance(900);
    expect(codes(await socket.has('error'))).toEqual(['TOKEN_EXPIRED']);
  });
});

describe('a refresh', () => {
  it('to another user, or to nobody, is refused, and changes nothing', async () => {
    const socket = await listening();
    const other = { accepted: false, code: 'ANOTHER_USER' };
    expect(await refresh(socket, bearer(test.house.issue('bob', 'bob')))).toEqual(other);
    const key = test.house.issue('key', 'ada', { kind: 'service' }, { isKey: true });
    expect(await refresh(socket, { 'x-api-key': key })).toEqual(other);
    await hears(socket);
    const nobody = await test.begin();
    expect(await refresh(nobody, bearer('ada'))).toEqual(other);
  });

  it('with a bad token is refused, and changes nothing', async () => {
    const socket = await listening();
    expect(await refresh(socket, bearer('made-up'))).toEqual({ accepted: false, code: 'INVALID_TOKEN' });
    test.house.isUsersDown = true;
    expect(await refresh(socket, bearer('ada'))).toEqual({ accepted: false, code: 'UNAVAILABLE' });
    await hears(socket);
  });

  it('with other rights ends what ran with the old', async () => {
    const socket = await listening();
    const grants = [grant('editor', ['course.edit'])];
    expect(await refresh(socket, bearer(test.house.issue('next', 'ada', { grants })))).toEqual({ accepted: true });
    expect(codes(await socket.has('error'))).toEqual(['VIEWER_CHANGED']);
    socket.subscribe('b', TICKS);
    await until(() => test.house.engine.open.length === 1);
    await hears(socket);
    expect(test.house.engine.last.contexts[0]?.viewer.claims.grants).toEqual(grants);
  });
});

describe('what users tells', () => {
  it('a session that has ended ends its subscriptions, and no others', async () => {
    const own = await listening(bearer(test.house.issue('ada', 'ada', { sessionId: 's1' })));
    const other = await test.begin(bearer(test.house.issue('also', 'ada', { sessionId: 's2' })));
    other.subscribe('a', TICKS);
    await until(() => test.house.engine.open.length === 2);
    test.house.tell({ kind: 'SESSIONS_ENDED', sessionIds: ['s1'] });
    expect(codes(await own.has('error'))).toEqual(['VIEWER_CHANGED']);
    await hears(other);
    own.subscribe('b', TICKS);
    expect(codes(await own.has('error', 2))).toEqual(['VIEWER_CHANGED']);
    expect(await refresh(own, bearer('ada'))).toEqual({ accepted: false, code: 'VIEWER_CHANGED' });
    const again = await test.connect();
    again.send({ type: 'connection_init', payload: bearer('ada') });
    expect(await again.end()).toEqual({ code: 4403, reason: 'VIEWER_CHANGED' });
  });

  it('changed roles end what runs on older tokens, and those tokens begin nothing new', async () => {
    const socket = await listening();
    const bystander = await test.begin(bearer(test.house.issue('bob', 'bob')));
    bystander.subscribe('a', TICKS);
    await until(() => test.house.engine.open.length === 2);
    test.house.advance(10);
    test.house.tell({ kind: 'ROLES_CHANGED', userIds: ['ada', 'carol'] });
    expect(codes(await socket.has('error'))).toEqual(['VIEWER_CHANGED']);
    await hears(bystander);
    expect(await refresh(socket, bearer('ada'))).toEqual({ accepted: false, code: 'VIEWER_CHANGED' });
    expect(await refresh(socket, bearer(test.house.issue('next', 'ada')))).toEqual({ accepted: true });
    socket.subscribe('b', TICKS);
    await until(() => test.house.engine.open.length === 2);
  });

  it('a token that knows of the change already stays', async () => {
    test.house.tell({ kind: 'ROLES_CHANGED', userIds: ['ada'] });
    const socket = await listening();
    await hears(socket);
  });

  it('a revoked API key ends what runs with it; another key of the same person lives on', async () => {
    const [key, other] = ['key', 'other'].map((name) =>
      test.house.issue(name, 'ada', { kind: 'service' }, { isKey: true }),
    );
    const [socket, living] = [await test.begin({ 'x-api-key': key }), await test.begin({ 'x-api-key': other })];
    const person = await test.begin(bearer(test.house.issue('ada', 'ada')));
    for (const one of [socket, living, person]) one.subscribe('a', TICKS);
    await until(() => test.house.engine.open.length === 2);
    test.house.withdraw('key');
    test.house.tell({ kind: 'API_KEY_REVOKED', ownerId: 'ada' });
    expect(codes(await socket.has('error'))).toEqual(['VIEWER_CHANGED']);
    await until(() => test.house.identified === 5);
    for (const source of test.house.engine.open) source.tick(1);
    await living.has('next');
    await person.has('next');
  });

  it('while users is silent the rest works, and it is listened to again', async () => {
    const { changes } = test.house;
    changes[0]!.end();
    await until(() => test.house.timers.pending > 0);
    const socket = await listening();
    await hears(socket);
    test.house.timers.advance(3_000);
    await until(() => changes.length === 2);
    changes[1]!.push({ kind: 'gap' }, { kind: 'next', result: { data: { viewerChanged: 'no JSON' } } });
    await until(() => !changes[1]!.isOpen);
    test.house.timers.advance(3_000);
    await until(() => changes.length === 3);
    test.house.advance(1);
    test.house.tell({ kind: 'ROLES_CHANGED', userIds: ['ada'] });
    expect(codes(await socket.has('error'))).toEqual(['VIEWER_CHANGED']);
  });
});
