import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { ManualTimers } from '../../kit/testing/manual-timers';
import { clientGone, requestSignal } from './request-signal';

const timers = new ManualTimers();
const body = '{"query":"{ a }"}';
let server: Server;
let received: (value: { signal: AbortSignal; response: ServerResponse }) => void;

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume().once('close', () => received({ signal: requestSignal(response, 30_000, timers), response }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(() => void server.close());

/** A request whose body has been read to its end, as it is when an operation runs. */
async function send() {
  const arrived = new Promise<{ signal: AbortSignal; response: ServerResponse }>((resolve) => (received = resolve));
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(`POST / HTTP/1.1\r\nhost: a\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
  return { socket, ...(await arrived) };
}

describe('the signal of a request', () => {
  it('aborts when the client disconnects, though its request was read long ago', async () => {
    const { socket, signal } = await send();
    expect(signal.aborted).toBe(false);
    socket.destroy();
    await once(signal, 'abort');
    expect(signal.reason).toBe(clientGone);
    expect(timers.pending).toBe(0);
  });

  it('never aborts for who waits and is answered', async () => {
    const { socket, signal, response } = await send();
    const closed = once(response, 'close');
    response.end('done');
    await closed;
    expect(signal.aborted).toBe(false);
    expect(timers.pending).toBe(0);
    socket.destroy();
  });

  it('aborts with TIMEOUT when the time is up, not before', async () => {
    const { socket, signal } = await send();
    timers.advance(29_999);
    expect(signal.aborted).toBe(false);
    timers.advance(1);
    expect(signal.reason).toMatchObject({ code: 'TIMEOUT', extensions: { seconds: 30 } });
    socket.destroy();
  });

  it('is aborted from the start when the client went before', async () => {
    const { socket, response } = await send();
    const closed = once(response, 'close');
    socket.destroy();
    await closed;
    expect(requestSignal(response, 30_000, timers).aborted).toBe(true);
  });
});
