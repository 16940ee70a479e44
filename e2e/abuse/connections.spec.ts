import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { until } from '../../kit/testing/until';
import { asked, fine, fineAnswer } from './abuse';
import { send } from './send';
import { manyWays, openAbused, type AbusedGateway } from './world';

const sockets: Socket[] = [];
const gateways: AbusedGateway[] = [];
let gateway: AbusedGateway;

/** Who is in a hurry has one thing to be in a hurry with: on a busy machine all else takes its time. */
async function openHurried(settings: Parameters<typeof openAbused>[0]): Promise<void> {
  gateway = await openAbused({ MAX_COST: '1000000', MAX_LIST_ITEMS: '100000', ...settings });
  gateways.push(gateway);
  await serves();
}

const serves = (): Promise<void> =>
  until(async () => {
    const answer = await send(gateway.port, { body: fine }).catch(() => null);
    return answer?.status === 200 && answer.errors.length === 0;
  });

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  // Whatever was done to it.
  await serves();
});
afterAll(() => Promise.all(gateways.map(({ app }) => app.close())));

const head = (length: number, more = ''): string =>
  `POST /graphql HTTP/1.1\r\nhost: lyceum\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n${more}\r\n`;
const chunkedHead = head(0).replace('content-length: 0', 'transfer-encoding: chunked');
const whole = head(Buffer.byteLength(fine)) + fine;

async function open(): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port: gateway.port, allowHalfOpen: true });
  sockets.push(socket);
  // That the gateway closes in the middle of a request shows in what was read until then.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

const lines = (count: number): string[] => Array.from({ length: count }, (_, index) => `x-${index}: 1\r\n`);
const chunks = (count: number): string[] => Array.from({ length: count }, () => '1\r\n \r\n');

/** All that the gateway says until it closes the connection. */
async function readAll(socket: Socket): Promise<string> {
  const chunks: string[] = [];
  socket.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
  await new Promise<void>((resolve) => {
    for (const event of ['end', 'error', 'close']) socket.once(event, resolve);
  });
  return chunks.join('');
}

/** Sends one part every few milliseconds, until there is no more or nobody listens. */
function dribble(socket: Socket, parts: readonly string[], pause: number): void {
  let next = 0;
  const timer = setInterval(() => {
    const part = parts[next++];
    if (part === undefined || !socket.writable) clearInterval(timer);
    else socket.write(part);
  }, pause);
  socket.once('close', () => clearInterval(timer));
}

const expectRefusal = (answer: string, status: number, code: string): void => {
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(JSON.parse(answer.split('\r\n\r\n')[1]!)).toMatchObject({ errors: [{ extensions: { code } }] });
};

type Attack = [what: string, status: number, code: string, attack: (socket: Socket) => void];

async function expectEnd(...[, status, code, attack]: Attack): Promise<void> {
  const socket = await open();
  attack(socket);
  expectRefusal(await readAll(socket), status, code);
}

describe('what does not come in time', () => {
  // For headers, a third.
  beforeAll(() => openHurried({ HTTP_READ_TIMEOUT: '800' }));

  it.each<Attack>([
    [
      'headers that do not end',
      408,
      'REQUEST_TIMEOUT',
      (socket) => socket.write('POST /graphql HTTP/1.1\r\nhost: a\r\n'),
    ],
    ['a body that does not come', 408, 'REQUEST_TIMEOUT', (socket) => socket.write(head(fine.length))],
    [
      'a header at a time',
      408,
      'REQUEST_TIMEOUT',
      (socket) => dribble(socket, ['POST /graphql HTTP/1.1\r\n', ...lines(200)], 10),
    ],
    ['a byte at a time', 408, 'REQUEST_TIMEOUT', (socket) => dribble(socket, [...head(200), ...' '.repeat(200)], 10)],
    ['chunks that do not end', 408, 'REQUEST_TIMEOUT', (socket) => dribble(socket, [chunkedHead, ...chunks(200)], 10)],
  ])('%s: the connection ends', expectEnd);
});

describe('who does nothing', () => {
  // Twice as long nothing may move.
  beforeAll(() => openHurried({ REQUEST_TIMEOUT: '2000', LIVE_HEARTBEAT: '400' }));

  it('a client that says nothing does not keep its connection', async () => {
    const socket = await open();
    await readAll(socket);
  });

  it('a client that does not read its answers does not keep its connection, and asks for no more', async () => {
    const query = '{ users(first: 5000) { id name self { id name } } }';
    // So long that what is read before there is an answer is not all of them.
    const [count, body] = [1_000, asked(query, { more: 'x'.repeat(20_000) })];
    await until(async () => (await send(gateway.port, { body })).errors.length === 0);
    const before = gateway.calls;
    const accepted = once(gateway.app.server, 'connection') as Promise<[Socket]>;
    const socket = await open();
    const [served] = await accepted;
    socket.pause();
    socket.write((head(Buffer.byteLength(body)) + body).repeat(count));
    await once(served, 'close');
    expect(gateway.calls).toBeGreaterThan(before);
    expect(gateway.calls - before).toBeLessThan(count);
  });
});

describe('what makes no sense', () => {
  beforeAll(() => openHurried({}));

  it.each<Attack>([
    [
      'headers beyond all size',
      431,
      'REQUEST_TOO_LARGE',
      (socket) => socket.write(head(1, `x-long: ${'x'.repeat(100_000)}\r\n`)),
    ],
    ['what is no HTTP', 400, 'BAD_REQUEST', (socket) => socket.write('\x16\x03\x01\x02\x00 a greeting of TLS\r\n\r\n')],
    ['two lengths', 400, 'BAD_REQUEST', (socket) => socket.write(head(10, 'content-length: 20\r\n'))],
    ['a length and chunks', 400, 'BAD_REQUEST', (socket) => socket.write(head(10, 'transfer-encoding: chunked\r\n'))],
    ['a line break in a header', 400, 'BAD_REQUEST', (socket) => socket.write(head(10, 'x: a\nb\0: c\r\n'))],
  ])('%s: the connection ends', expectEnd);

  it('ten megabytes in chunks, not announced: refused at the limit, the rest is not read', async () => {
    const socket = await open();
    const chunk = `10000\r\n${' '.repeat(0x1_0000)}\r\n`;
    dribble(socket, [chunkedHead, ...Array.from({ length: 160 }, () => chunk)], 1);
    const answer = await readAll(socket);
    expect(socket.bytesWritten).toBeLessThan(9_000_000);
    // The connection is reset while more comes; who only sends may not see why.
    if (answer !== '') expectRefusal(answer, 413, 'REQUEST_TOO_LARGE');
  });

  it('who closes his end after the request is answered', async () => {
    const socket = await open();
    socket.end(whole.replace('host:', 'connection: close\r\nhost:'));
    expect(await readAll(socket)).toContain('{"data":{"me":{"id":"ada"}}}');
  });

  it.each(['', 'POST /graphql HTTP/1.1\r\nhost:', head(fine.length)])(
    'who closes his end before the request is there does not keep the connection: %j',
    async (begun) => {
      const socket = await open();
      socket.end(begun);
      const said = await readAll(socket);
      if (begun !== '') expectRefusal(said, 400, 'BAD_REQUEST');
    },
  );

  it('a thousand connections that only begin: others are served', async () => {
    const begun = await Promise.all(Array.from({ length: 1_000 }, open));
    for (const socket of begun) socket.write('POST /graphql HTTP/1.1\r\nhost: a\r\n');
    expect(await send(gateway.port, { body: fine })).toMatchObject(fineAnswer);
  });
});

describe('what takes too long to plan', () => {
  beforeAll(() => openHurried({ PLANNING_TIMEOUT: '1000' }));

  it('is refused; others run meanwhile', async () => {
    let attempts = 0;
    /** What was answered first; on a busy machine the others may take longer than their second. */
    const attempt = async (): Promise<string[]> => {
      const order: string[] = [];
      const text = `query Attempt${(attempts += 1)} ${manyWays(6)}`;
      const planned = send(gateway.port, { body: asked(text) }).finally(() => order.push('planned'));
      const others = Array.from({ length: 20 }, () => send(gateway.port, { body: fine }));
      for (const answer of await Promise.all(others)) expect(answer).toMatchObject(fineAnswer);
      order.push('others');
      const { status, errors } = await planned;
      // At its deadline, or before it where this machine is fast: then it has more ways than are looked at.
      expect([status, errors[0]?.extensions['code']]).toEqual([
        400,
        expect.stringMatching(/^(PLANNING_TIMEOUT|OPERATION_TOO_LARGE)$/),
      ]);
      return order;
    };
    await until(async () => (await attempt())[0] === 'others');
  });
});
