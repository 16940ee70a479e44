import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { beginChild } from '../measure/child';
import type { Counts, Peer } from '../measure/peer';

export type Role = 'gateway' | 'gateway over HTTP' | 'monolith' | 'subgraphs';

export interface Order {
  readonly role: Role;
  /** The environment, as kit/config reads it. */
  readonly settings: Readonly<Record<string, string>>;
  /** Where the subgraphs are, for a gateway that calls them over HTTP. */
  readonly urls: Readonly<Record<string, string>>;
  /** Events arrive, and jobs run. */
  readonly hasWorkers?: boolean;
  /** Encoders of live sessions are received, as the settings say. */
  readonly hasIngest?: boolean;
}

export interface Ready {
  readonly url: string;
  readonly urls: Readonly<Record<string, string>>;
}

/** The product or its monolith, in a process of its own; over HTTP its subgraphs have another. */
export class ProductPeer implements Peer {
  private constructor(
    readonly name: string,
    readonly url: string,
    private readonly processes: readonly ChildProcess[],
  ) {}

  static async start(name: string, order: Omit<Order, 'urls'>): Promise<ProductPeer> {
    const isSplit = order.role === 'gateway over HTTP';
    const subgraphs = isSplit ? await begin({ ...order, role: 'subgraphs', urls: {} }) : null;
    const server = await begin({ ...order, urls: subgraphs?.ready.urls ?? {} });
    return new ProductPeer(name, `${server.ready.url}/graphql`, [
      server.child,
      ...(subgraphs ? [subgraphs.child] : []),
    ]);
  }

  get pids(): readonly number[] {
    return this.processes.map((child) => child.pid!);
  }

  /** Of all its processes together. */
  async counts(): Promise<Counts> {
    const parts = await Promise.all(this.processes.map((child) => ask(child)));
    const names = new Set(parts.flatMap(Object.keys));
    return Object.fromEntries(
      [...names].map((name) => [name, parts.reduce((sum, part) => sum + (part[name] ?? 0), 0)]),
    );
  }

  stop(): Promise<void> {
    for (const child of this.processes) child.disconnect();
    return Promise.resolve();
  }
}

async function begin(order: Order): Promise<{ readonly child: ChildProcess; readonly ready: Ready }> {
  const { child, answer } = await beginChild(join(__dirname, 'serve-product.js'), order);
  return { child, ready: answer as Ready };
}

async function ask(child: ChildProcess): Promise<Counts> {
  child.send('counts');
  const [counts] = (await once(child, 'message')) as [Counts];
  return counts;
}
