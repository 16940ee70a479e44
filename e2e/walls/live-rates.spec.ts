import { RawSocket } from '../../gateway/subscriptions/testing/raw-socket';
import { until } from '../../kit/testing/until';
import { asked, knock, openWalled, type Settings, type Walled } from './world';

let gateway: Walled;
const sockets: RawSocket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close();
  await gateway.app.close();
});

async function open(settings: Settings): Promise<void> {
  gateway = await openWalled(settings);
}

async function begin(params: Record<string, unknown> = {}): Promise<RawSocket> {
  const socket = await RawSocket.begin(`http://127.0.0.1:${gateway.port}`, params);
  sockets.push(socket);
  return socket;
}

const hello = { query: '', documentId: 'hello' };

/** What becomes of operations, one after the other: DATA, or the code of a refusal. */
async function ask(socket: RawSocket, count: number, payload: object = { query: '{ me { id } }' }): Promise<unknown[]> {
  const outcomes: unknown[] = [];
  for (let index = 0; index < count; index += 1) {
    const [results, errors] = [socket.of('complete').length, socket.of('error').length];
    socket.send({ type: 'subscribe', id: 'same', payload });
    await until(() => socket.of('complete').length > results || socket.of('error').length > errors);
    const [refusal] = socket.of('error').slice(errors);
    const [fault] = (refusal?.payload ?? []) as { extensions: { code: string; policy: string } }[];
    outcomes.push(fault ? [fault.extensions.code, fault.extensions.policy] : 'DATA');
  }
  return outcomes;
}

const stream = (headers: Record<string, string> = {}, body = asked('{ me { id } }')) =>
  knock(gateway.port, { headers: { accept: 'text/event-stream', ...headers }, body });

describe('no other protocol has more to give', () => {
  it('an operation over a socket is a request of its address', async () => {
    await open({ RATE_PER_ADDRESS: '3' });
    const socket = await begin();
    expect(await ask(socket, 2)).toEqual(['DATA', 'DATA']);
    expect(await knock(gateway.port)).toMatchObject({ status: 200 });
    expect(await ask(socket, 1)).toEqual([['RATE_LIMITED', 'address']]);
    expect(socket.closed).toBeNull();
    expect(await knock(gateway.port)).toMatchObject({ status: 429 });
  });

  it('of a user, on however many sockets', async () => {
    await open({ RATE_PER_USER: '2' });
    const authorization = `Bearer ${await gateway.tokenOf('ada')}`;
    const [one, other] = [await begin({ authorization }), await begin({ authorization })];
    const outcomes = [...(await ask(one, 1)), ...(await ask(other, 2)), ...(await ask(one, 1))];
    expect(outcomes).toEqual(['DATA', 'DATA', ['RATE_LIMITED', 'user'], ['RATE_LIMITED', 'user']]);
  });

  it('of a key, and costs as much', async () => {
    await open({ RATE_PER_KEY: '100', COST_PER_KEY: '2' });
    const socket = await begin({ 'x-api-key': 'key one' });
    expect(await ask(socket, 3, hello)).toEqual(['DATA', 'DATA', ['RATE_LIMITED', 'key-cost']]);
    const other = await begin({ 'x-api-key': 'key two' });
    expect(await ask(other, 1, hello)).toEqual(['DATA']);
  });

  it('many at once are as many', async () => {
    await open({ RATE_PER_ADDRESS: '5' });
    const socket = await begin();
    for (let index = 0; index < 50; index += 1) socket.subscribe(`id ${index}`, '{ me { id } }');
    await until(() => socket.of('complete').length + socket.of('error').length === 50);
    expect(socket.of('next')).toHaveLength(5);
  });

  it('a stream of events is a request, with the headers of one', async () => {
    await open({ RATE_PER_ADDRESS: '2' });
    expect(await stream()).toMatchObject({ status: 200, headers: { 'ratelimit-policy': '"address";q=2;w=60' } });
    expect(await knock(gateway.port)).toMatchObject({ status: 200 });
    const refused = await stream();
    expect(refused).toMatchObject({ status: 429, code: 'RATE_LIMITED', facts: { policy: 'address' } });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('of a key, it costs as much', async () => {
    await open({ COST_PER_KEY: '1' });
    const headers = { 'x-api-key': 'key one' };
    expect(await stream(headers, JSON.stringify({ documentId: 'hello' }))).toMatchObject({ status: 200 });
    expect(await stream(headers, JSON.stringify({ documentId: 'hello' }))).toMatchObject({ status: 429 });
  });
});

describe('whoever guesses', () => {
  const wrong = { authorization: 'Bearer wrong' };

  /** Why a socket that begins like this is closed. */
  async function closing(params: Record<string, unknown>): Promise<unknown> {
    const socket = await RawSocket.open(`http://127.0.0.1:${gateway.port}`);
    sockets.push(socket);
    socket.send({ type: 'connection_init', payload: params });
    return socket.end();
  }

  it('by sockets is stopped, there and elsewhere', async () => {
    await open({ RATE_PER_ADDRESS: '200' });
    expect(await closing(wrong)).toEqual({ code: 4401, reason: 'INVALID_TOKEN' });
    expect(await closing({ 'x-api-key': 'wrong' })).toEqual({ code: 4401, reason: 'INVALID_API_KEY' });
    // 1013: clients try again later.
    expect(await closing({ 'x-api-key': 'key one' })).toEqual({ code: 1013, reason: 'RATE_LIMITED' });
    const right = { headers: { 'x-api-key': 'key one' }, body: JSON.stringify({ documentId: 'hello' }) };
    expect(await knock(gateway.port, right)).toMatchObject({ status: 429, facts: { policy: 'guesses' } });
    // Nobody in particular guesses nothing.
    expect(await knock(gateway.port)).toMatchObject({ status: 200 });
  });

  it('on one socket, by pings, is stopped, and what it was stays', async () => {
    await open({ RATE_PER_ADDRESS: '200' });
    const socket = await begin();
    for (let index = 0; index < 3; index += 1) {
      socket.send({ type: 'ping', payload: wrong });
      await socket.has('pong', index + 1);
    }
    expect(socket.of('pong').map(({ payload }) => (payload as { code: string }).code)).toEqual([
      'INVALID_TOKEN',
      'INVALID_TOKEN',
      'RATE_LIMITED',
    ]);
    expect(await ask(socket, 1)).toEqual(['DATA']);
  });

  it('by streams is stopped', async () => {
    await open({ RATE_PER_ADDRESS: '100' });
    const answers = [await stream(wrong), await stream(wrong), await stream()];
    expect(answers.map(({ status }) => status)).toEqual([401, 429, 200]);
  });
});
