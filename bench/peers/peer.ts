import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export type Role = 'gateway' | 'gateway over HTTP' | 'monolith' | 'subgraphs';

export interface Order {
  readonly role: Role;
  /** The environment, as kit/config reads it. */
  readonly settings: Readonly<Record<string, string>>;
  /** Where the subgraphs are, for a gateway that calls them over HTTP. */
  readonly urls: Readonly<Record<string, string>>;
}

export interface Ready {
  readonly url: string;
  readonly urls: Readonly<Record<string, string>>;
}

/** What requests have cost since a peer began. */
export interface Costs {
  readonly statements: number;
  readonly calls: number;
  /** Milliseconds of processor time. */
  readonly cpu: number;
}

export const costsBetween = (before: Costs, after: Costs): Costs => ({
  statements: after.statements - before.statements,
  calls: after.calls - before.calls,
  cpu: after.cpu - before.cpu,
});

/** One server that is measured, in a process of its own; over HTTP its subgraphs have another. */
export class Peer {
  private constructor(
    readonly name: string,
    readonly url: string,
    private readonly processes: readonly ChildProcess[],
  ) {}

  static async start(name: string, role: Role, settings: Order['settings']): Promise<Peer> {
    const subgraphs = role === 'gateway over HTTP' ? await begin({ role: 'subgraphs', settings, urls: {} }) : null;
    const server = await begin({ role, settings, urls: subgraphs?.ready.urls ?? {} });
    return new Peer(name, `${server.ready.url}/graphql`, [server.child, ...(subgraphs ? [subgraphs.child] : [])]);
  }

  /** Of all its processes together. */
  async costs(): Promise<Costs> {
    const parts = await Promise.all(this.processes.map((child) => ask(child)));
    return parts.reduce((sum, part) => ({
      statements: sum.statements + part.statements,
      calls: sum.calls + part.calls,
      cpu: sum.cpu + part.cpu,
    }));
  }

  stop(): void {
    for (const child of this.processes) child.disconnect();
  }
}

async function begin(order: Order): Promise<{ readonly child: ChildProcess; readonly ready: Ready }> {
  const child = fork(join(__dirname, 'serve-peer.js'), [JSON.stringify(order)]);
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`The ${order.role} ended with ${String(code)} before it was ready.`);
  });
  const [ready] = (await Promise.race([once(child, 'message'), failed])) as [Ready];
  failed.catch(() => undefined);
  return { child, ready };
}

async function ask(child: ChildProcess): Promise<Costs> {
  child.send('costs');
  const [costs] = (await once(child, 'message')) as [Costs];
  return costs;
}
