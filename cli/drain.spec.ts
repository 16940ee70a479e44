import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { ManualTimers } from '../kit/testing/manual-timers';
import { Drain } from './drain';

const timers = new ManualTimers();
let app: FastifyInstance;
let drain: Drain;
let answer: () => void;
let port: number;
let arrived: Promise<void>;

beforeEach(async () => {
  app = Fastify({ return503OnClosing: false });
  drain = new Drain({ delay: 1_000, timeout: 5_000, timers });
  arrived = new Promise((resolve) => {
    app.get('/slow', () => {
      resolve();
      return new Promise<string>((done) => (answer = () => done('done')));
    });
  });
  app.get('/ready', () => String(!drain.hasBegun));
  port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);
});

afterEach(() => app.close());

async function begin(path: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  await once(socket, 'connect');
  socket.write(`GET ${path} HTTP/1.1\r\nhost: a\r\n\r\n`);
  return socket;
}

const isRefused = (): Promise<boolean> =>
  begin('/ready').then(
    (socket) => {
      socket.destroy();
      return false;
    },
    () => true,
  );

async function textOf(socket: Socket): Promise<string> {
  return String((await once(socket, 'data'))[0]);
}

it('says that it is not ready while it still answers; then takes no more, and ends what runs', async () => {
  const slow = await begin('/slow');
  await arrived;
  const closed = drain.close(app);
  expect(await textOf(await begin('/ready'))).toMatch(/false$/);
  timers.advance(1_000);
  const response = textOf(slow);
  while (!(await isRefused())) continue;
  answer();
  expect(await response).toMatch(/done$/);
  timers.advance(100);
  await closed;
  expect(timers.pending).toBe(0);
});

it('does not wait for ever', async () => {
  const slow = await begin('/slow');
  await arrived;
  const closed = drain.close(app);
  timers.advance(1_000);
  while (!(await isRefused())) continue;
  const gone = once(slow, 'close');
  timers.advance(5_000);
  await gone;
  answer();
  await closed;
});
