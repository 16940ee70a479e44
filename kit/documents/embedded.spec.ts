import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { connect } from 'node:net';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { requireMongod } from '../testing/mongod';
import { attachEmbeddedMongod, startEmbeddedMongod, type EmbeddedMongod } from './embedded';
import { findMongod, type MongodBinary } from './mongod-binary';

requireMongod();

const folder = mkdtempSync(join(tmpdir(), 'lyceum-mongod-'));
let binary: MongodBinary;
let server: EmbeddedMongod;

beforeAll(async () => {
  binary = await findMongod();
  server = await startEmbeddedMongod({ folder, binary });
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function onServer<T>(url: string, work: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 60_000 });
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

const texts = (url: string) =>
  onServer(url, async (client) => {
    const found = await client.db('kept').collection<{ _id: string }>('note').find().sort({ _id: 1 }).toArray();
    return found.map(({ _id }) => _id);
  });
const write = (url: string, id: string) =>
  onServer(url, (client) => client.db('kept').collection<{ _id: string }>('note').insertOne({ _id: id }));
const portOf = (url: string): number => Number(new URL(url).port);
const nobodyListens = (port: number, address: string): Promise<void> =>
  expect(once(connect(port, address), 'connect')).rejects.toThrow('ECONNREFUSED');

it('knows transactions and change streams', async () => {
  await onServer(server.url, async (client) => {
    const notes = client.db('kept').collection<{ _id: string }>('note');
    const changes = notes.watch();
    const first = changes.next();
    await client.withSession((session) =>
      session.withTransaction(() => notes.insertOne({ _id: 'first' }, { session })),
    );
    expect(await first).toMatchObject({ operationType: 'insert', documentKey: { _id: 'first' } });
    await changes.close();
  });
});

it('listens on the loopback address only', async () => {
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4');
  for (const { address } of others) await nobodyListens(portOf(server.url), address);
  expect(readFileSync(join(folder, 'mongod.log'), 'utf8')).toContain('"address":"127.0.0.1"');
});

it('another process finds the running server; where none runs it is told so', async () => {
  expect(await attachEmbeddedMongod(folder)).toBe(server.url);
  await expect(attachEmbeddedMongod(join(folder, 'other'))).rejects.toThrow('no embedded MongoDB');
});

it('a second start ends the one that was left behind, keeps what was written, and needs no port of the first', async () => {
  const left = server.url;
  await write(left, 'second');
  server = await startEmbeddedMongod({ folder, binary });
  await nobodyListens(portOf(left), '127.0.0.1');
  expect(await texts(server.url)).toEqual(['first', 'second']);
});

it('after SIGKILL what was written is there again', async () => {
  await write(server.url, 'third');
  const { pid } = JSON.parse(readFileSync(join(folder, 'server.json'), 'utf8')) as { pid: number };
  process.kill(pid, 'SIGKILL');
  server = await startEmbeddedMongod({ folder, binary });
  expect(await texts(server.url)).toEqual(['first', 'second', 'third']);
});

it('a process that has the id of a server that is long gone is left alone', async () => {
  const other = join(folder, 'other');
  const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await once(bystander, 'spawn');
  const mine = await startEmbeddedMongod({ folder: other, binary });
  await mine.stop();
  writeFileSync(join(other, 'server.json'), JSON.stringify({ port: portOf(server.url), pid: bystander.pid }));
  const again = await startEmbeddedMongod({ folder: other, binary });
  expect(bystander.exitCode).toBeNull();
  expect(await texts(server.url)).toHaveLength(3);
  await again.stop();
  bystander.kill();
});

it('a mongod that cannot be run says so, with the place of its log', async () => {
  const broken = { path: '/bin/false', environment: {}, source: 'a test' };
  await expect(startEmbeddedMongod({ folder: join(folder, 'broken'), binary: broken })).rejects.toThrow('mongod.log');
});
