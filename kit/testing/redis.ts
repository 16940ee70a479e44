import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from './free-ports';
import { describeWith, findProgram } from './needs';

/** A Redis server for one spec. */
export interface TestRedis {
  readonly url: string;
  stop(): Promise<void>;
  /** Starts it again, empty, where it was. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Where this machine keeps the server, if it has one. */
const findRedis = (): string | undefined => findProgram('redis-server', '/usr/bin');

/** A server of our own on a free loopback port. @throws where there is none */
export async function startRedis(): Promise<TestRedis> {
  const program = findRedis();
  if (!program) throw new Error('No Redis here: apt-get install redis-server.');
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-redis-'));
  const [port] = await freePorts(1);
  let server: ChildProcess | null = null;
  const stop = async (): Promise<void> => {
    const running = server;
    server = null;
    if (!running || running.exitCode !== null) return;
    running.kill('SIGTERM');
    await once(running, 'exit');
  };
  const start = async (): Promise<void> => {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
    const started = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    server = started;
    await new Promise<void>((resolve, reject) => {
      let output = '';
      started.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes('Ready to accept')) resolve();
      });
      started.once('exit', (code) => reject(new Error(`Redis ended with ${code}.`)));
    });
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    stop,
    start,
    close: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** `describe` for what needs Redis. */
export function describeWithRedis(name: string, run: () => void): void {
  describeWith({ what: 'Redis (apt-get install redis-server)', isHere: findRedis() !== undefined }, name, run);
}
