import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { z } from 'zod';
import { isAlive } from '../process/is-alive';
import { freePort } from '../network/free-port';
import type { MongodBinary } from './mongod-binary';
import { becomePrimary } from './replica-set';

export interface EmbeddedMongod {
  /** Server URL, without a database. */
  readonly url: string;
  stop(): Promise<void>;
}

export interface EmbeddedMongodOptions {
  readonly folder: string;
  readonly binary: MongodBinary;
  /** Tests trade durability for speed. */
  readonly durable?: boolean;
}

/** Where the running server can be found; written before it is started, so that none is ever lost. */
const record = z.object({ port: z.number(), pid: z.number() });
type Record = z.infer<typeof record>;

/** Milliseconds for a start, and for an end before it is forced. */
const startTimeout = 180_000;
const stopTimeout = 30_000;

/**
 * A real mongod, a replica set of one node on a loopback port, in a session of its own, so that Ctrl-C in a terminal
 * reaches it only after the product has drained. A server that a killed process left behind is ended first.
 */
export async function startEmbeddedMongod(options: EmbeddedMongodOptions): Promise<EmbeddedMongod> {
  const { binary, durable = true } = options;
  const folder = resolve(options.folder);
  const data = join(folder, 'data');
  mkdirSync(data, { recursive: true });
  await endLeftover(folder);
  const port = await freePort();
  const settings = [
    ['--dbpath', data],
    ['--logpath', join(folder, 'mongod.log'), '--logappend', '--quiet'],
    ['--bind_ip', '127.0.0.1', '--port', String(port), '--nounixsocket'],
    ['--replSet', 'lyceum', '--oplogSize', '256'],
    ['--wiredTigerCacheSizeGB', durable ? '0.5' : '0.25'],
    ['--setParameter', 'diagnosticDataCollectionEnabled=false'],
    // What a killed process had begun holds its documents for so long: MongoDB does not look at the connection.
    ['--setParameter', `transactionLifetimeLimitSeconds=${durable ? 15 : 10}`],
    // There is no other node for clients to go to first.
    ['--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=0'],
    // Tests make it fail where they want to see what happens then.
    durable ? [] : ['--setParameter', 'enableTestCommands=1'],
  ];
  const child = spawn(binary.path, settings.flat(), {
    cwd: '/',
    env: { ...binary.environment },
    detached: true,
    stdio: 'ignore',
  });
  const failed = new Promise<never>((_resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`mongod ended with ${code}; see ${join(folder, 'mongod.log')}, and ${binary.path} itself`)),
    );
  });
  // Whoever waits for the start hears of a failure; later nobody does.
  failed.catch(() => undefined);
  child.unref();
  const running: Record = { port, pid: child.pid ?? 0 };
  writeFileSync(join(folder, 'server.json'), JSON.stringify(running));
  const starting = new AbortController();
  try {
    const member = { url: urlOf(running), port, durable, timeout: startTimeout, signal: starting.signal };
    await Promise.race([failed, becomePrimary(member)]);
  } catch (error) {
    starting.abort();
    if (child.pid !== undefined) await end(running);
    throw error;
  }
  return {
    url: urlOf(running),
    stop: async () => {
      await end(running);
      rmSync(join(folder, 'server.json'), { force: true });
    },
  };
}

/** The URL of the embedded server that another process of the product runs. @throws where none runs */
export async function attachEmbeddedMongod(folder: string): Promise<string> {
  const running = readRecord(resolve(folder));
  if (!running || !(await serves(running, resolve(folder))))
    throw new Error('The product that runs on this data folder has no embedded MongoDB.');
  return urlOf(running);
}

async function endLeftover(folder: string): Promise<void> {
  const left = readRecord(folder);
  if (left && (await serves(left, folder))) await end(left);
}

function readRecord(folder: string): Record | null {
  const file = join(folder, 'server.json');
  if (!existsSync(file)) return null;
  const { success, data } = record.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  return success ? data : null;
}

/** Whether a server answers there, and is the one of this folder: ports and process ids are given to others in time. */
async function serves(running: Record, folder: string): Promise<boolean> {
  if (!isAlive(running.pid)) return false;
  const client = new MongoClient(urlOf(running), { serverSelectionTimeoutMS: 15_000 });
  try {
    const options = await client.db('admin').command({ getCmdLineOpts: 1 });
    const { dbPath } = (options['parsed'] as { storage: { dbPath: string } }).storage;
    return dbPath === join(folder, 'data');
  } catch {
    return false;
  } finally {
    await client.close();
  }
}

/** SIGTERM is a clean end; what has not ended then is killed, which its journal can bear. */
async function end(running: Record): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    if (!isAlive(running.pid)) return;
    process.kill(running.pid, signal);
    for (let waited = 0; waited < stopTimeout && isAlive(running.pid); waited += 20) await pause(20);
  }
}

/** Direct, because the replica set has one member, and may still have it under the port of its last start. */
function urlOf({ port }: Record): string {
  return `mongodb://127.0.0.1:${port}/?directConnection=true`;
}
