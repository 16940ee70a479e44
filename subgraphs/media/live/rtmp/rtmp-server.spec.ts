import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { freePorts } from '../../../../kit/testing/free-ports';
import { writeAmf, type AmfValue } from './amf';
import { writeMessage } from './chunks';
import { RtmpServer } from './rtmp-server';

let server: RtmpServer;
let port: number;
const asked: string[] = [];

beforeAll(async () => {
  [port = 0] = await freePorts(1);
  const listener = {
    publish: (key: string) => {
      asked.push(key);
      return Promise.resolve(null);
    },
  };
  server = await RtmpServer.listen({ host: '127.0.0.1', port, listener });
});
afterAll(() => server.close());

/** Says this, and what comes until the other side hangs up. */
async function answerTo(...parts: readonly Buffer[]): Promise<Buffer> {
  const socket: Socket = connect(port, '127.0.0.1');
  const heard: Buffer[] = [];
  socket.on('data', (bytes: Buffer) => heard.push(bytes));
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  for (const part of parts) socket.write(part);
  await once(socket, 'close');
  return Buffer.concat(heard);
}

const hello = [Buffer.from([3]), Buffer.alloc(2 * 1536)];
const command = (...values: readonly AmfValue[]): Buffer =>
  writeMessage(3, { type: 20, timestamp: 0, streamId: 0, payload: writeAmf(...values) });

it('a key that nobody knows is told so, and hung up on', async () => {
  const said = await answerTo(
    ...hello,
    command('connect', 1, { app: 'live' }),
    command('publish', 5, null, 'a key?x=1', 'live'),
  );
  expect(said.toString('latin1')).toContain('NetStream.Publish.BadName');
  expect(asked).toEqual(['a key']);
});

it.each([
  ['HTTP', [Buffer.from('GET / HTTP/1.1\r\nhost: x\r\n\r\n')]],
  ['who wants to play', [...hello, command('play', 1, null, 'anything')]],
  ['a large message before a key', [...hello, Buffer.from('0300000000200014000000', 'hex'), Buffer.alloc(9_000)]],
  [
    'a command that is no command',
    [...hello, writeMessage(3, { type: 20, timestamp: 0, streamId: 0, payload: Buffer.from([9]) })],
  ],
  ['two keys on one connection', [...hello, command('publish', 1, null, 'one'), command('publish', 2, null, 'two')]],
])('Hostile input: %s is hung up on', async (_who, parts) => {
  const said = await answerTo(...parts);
  expect(said.toString('latin1')).not.toContain('NetStream.Publish.Start');
});

it('who is hung up on leaves room for others', async () => {
  await Promise.all(Array.from({ length: 50 }, () => answerTo(Buffer.from('nonsense'))));
  expect((await answerTo(...hello, command('publish', 5, null, 'later'))).toString('latin1')).toContain('BadName');
});
