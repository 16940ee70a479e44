import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { asked, fine, fineAnswer } from './abuse';
import { send } from './send';
import { manyWays, openAbused, type AbusedGateway } from './world';

/** Milliseconds until a request must have come; for its headers, a third. */
const readTimeout = 800;

let gateway: AbusedGateway;
let sockets: Socket[] = [];
beforeAll(async () => {
  gateway = await openAbused({
    HTTP_READ_TIMEOUT: String(readTimeout),
    REQUEST_TIMEOUT: '400',
    LIVE_HEARTBEAT: '400',
    PLANNING_TIMEOUT: '300',
    MAX_COST: '1000000',
    MAX_LIST_ITEMS: '100000',
  });
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  // Whatever was done to it, it serves.
  expect(await send(gateway.port, { body: fine })).toMatchObject(fineAnswer);
});
afterAll(() => gateway.app.close());

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

it.each<[string, number, string, (socket: Socket) => void]>([
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
])('%s: the connection ends', async (_, status, code, attack) => {
  const socket = await open();
  attack(socket);
  expectRefusal(await readAll(socket), status, code);
});

const lines = (count: number): string[] => Array.from({ length: count }, (_, index) => `x-${index}: 1\r\n`);
const chunks = (count: number): string[] => Array.from({ length: count }, () => '1\r\n \r\n');

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

it('a client that says nothing does not keep its connection', async () => {
  const socket = await open();
  await readAll(socket);
});

it('a client that does not read its answers does not keep its connection, and asks for no more', async () => {
  const body = asked('{ users(first: 20000) { id name self { id name } } }');
  const before = gateway.calls;
  const accepted = once(gateway.app.server, 'connection') as Promise<[Socket]>;
  const socket = await open();
  const [served] = await accepted;
  socket.pause();
  socket.write((head(Buffer.byteLength(body)) + body).repeat(50));
  await once(served, 'close');
  expect(gateway.calls).toBeGreaterThan(before);
  expect(gateway.calls - before).toBeLessThan(50);
});

it('a thousand connections that only begin: others are served', async () => {
  const begun = await Promise.all(Array.from({ length: 1_000 }, open));
  for (const socket of begun) socket.write('POST /graphql HTTP/1.1\r\nhost: a\r\n');
  expect(await send(gateway.port, { body: fine })).toMatchObject(fineAnswer);
});

it('an operation that takes too long to plan is refused; others run meanwhile', async () => {
  const order: string[] = [];
  const planned = send(gateway.port, { body: asked(manyWays(6)) }).then((answer) => {
    order.push('planned');
    return answer;
  });
  const others = Array.from({ length: 20 }, () => send(gateway.port, { body: fine }));
  for (const answer of await Promise.all(others)) expect(answer).toMatchObject(fineAnswer);
  order.push('others');
  const { status, errors } = await planned;
  expect({ status, code: errors[0]?.extensions['code'], order }).toEqual({
    status: 400,
    // At its deadline, or before it where this machine is fast: then it has more ways than are looked at.
    code: expect.stringMatching(/^(PLANNING_TIMEOUT|OPERATION_TOO_LARGE)$/) as unknown,
    order: ['others', 'planned'],
  });
});
