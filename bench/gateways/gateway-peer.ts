import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { say } from '../../cli/progress';
import { mapsLibrary, processTree } from '../measure/processes';
import type { Counts, Peer } from '../measure/peer';
import type { SubgraphProcess } from '../shop/subgraph-process';
import type { GatewayKind } from './kinds';

const patience = 30_000;

/** How it is started. */
interface StartOptions {
  /** Processes. */
  readonly workers?: number;
  readonly keySet?: string;
  /** What node is started with besides. */
  readonly args?: readonly string[];
  readonly settings?: Readonly<Record<string, string>>;
}

/** One gateway before its subgraphs, in a process of its own or several. */
export class GatewayPeer implements Peer {
  private constructor(
    readonly name: string,
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly subgraphs: SubgraphProcess,
    readonly bodyOf: GatewayKind['bodyOf'],
  ) {}

  /** @throws where it is not ready in time, or does not run what it should */
  static async start(
    kind: GatewayKind,
    subgraphs: SubgraphProcess,
    { workers = 1, keySet = '{"keys":[]}', args = [], settings = {} }: StartOptions = {},
  ): Promise<GatewayPeer> {
    const port = await freePort();
    const launch = { port, supergraphFile: subgraphs.supergraphFile, workers, keySet };
    // eslint-disable-next-line node/no-process-env -- what a process needs to run at all, such as PATH
    const env = { ...process.env, NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: 'true', ...settings };
    // What the gateways log is written and lost: a log costs the same whoever reads it.
    const child = spawn(process.execPath, [...args, ...kind.command(launch)], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const peer = new GatewayPeer(kind.name, `http://127.0.0.1:${port}/graphql`, child, subgraphs, kind.bodyOf);
    running.add(child);
    child.once('exit', (code, signal) => {
      if (running.delete(child)) say(`${kind.name} ended by itself: ${signal ?? code}.`);
    });
    try {
      await peer.ready();
      const { library, isUsed } = kind.native ?? { library: '', isUsed: false };
      if (library && peer.pids.some((pid) => mapsLibrary(pid, library)) !== isUsed)
        throw new Error(`${kind.name} runs ${isUsed ? 'without' : 'with'} ${library}.`);
      return peer;
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
  }

  get pids(): readonly number[] {
    return processTree(this.child.pid!);
  }

  counts(): Promise<Counts> {
    return this.subgraphs.ask();
  }

  async stop(): Promise<void> {
    if (!running.delete(this.child)) return;
    const ended = once(this.child, 'exit');
    for (const pid of this.pids.toReversed()) kill(pid);
    await ended;
  }

  private async ready(): Promise<void> {
    const deadline = performance.now() + patience;
    const request = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
    };
    while (performance.now() < deadline) {
      if (this.child.exitCode !== null) throw new Error(`${this.name} ended with ${this.child.exitCode}.`);
      const answer = await fetch(this.url, request).then(
        (response) => response.ok,
        () => false,
      );
      if (answer) return;
      await wait(50);
    }
    throw new Error(`${this.name} is not ready after ${patience / 1_000} s.`);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Its parent's end was its own.
  }
}

/** A run that fails, or is told to end, leaves no gateway behind. */
const running = new Set<ChildProcess>();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
