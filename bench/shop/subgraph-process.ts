import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeSupergraph } from '../../gateway/compose/compose';
import type { Counts } from '../measure/peer';
import { shop, type ShopSubgraph } from './subgraphs';

type Urls = Readonly<Record<string, string>>;

/** Subgraphs in one process of their own, with the supergraph that leads to them. It answers each message with its counts. */
export class SubgraphProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    /** GraphQL endpoints by name. */
    readonly urls: Urls,
  ) {}

  static async open(
    script: string,
    args: readonly string[],
    subgraphs: readonly ShopSubgraph[],
  ): Promise<SubgraphProcess> {
    const child = fork(script, args);
    const [urls] = (await once(child, 'message')) as [Urls];
    const folder = mkdtempSync(join(tmpdir(), 'lyceum-subgraphs-'));
    const inputs = subgraphs.map(({ name, sdl }) => ({ name, sdl, url: urls[name] ?? '' }));
    writeFileSync(join(folder, 'supergraph.graphql'), composeSupergraph(inputs, []));
    return new SubgraphProcess(child, folder, urls);
  }

  get supergraphFile(): string {
    return join(this.folder, 'supergraph.graphql');
  }

  get pid(): number {
    return this.child.pid!;
  }

  async ask(message: unknown = 'counts'): Promise<Counts> {
    this.child.send(message as object);
    const [counts] = (await once(this.child, 'message')) as [Counts];
    return counts;
  }

  close(): void {
    if (this.child.connected) this.child.disconnect();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The four subgraphs; each call is answered after `delay` milliseconds, or at once. */
export const openShop = (delay = 0): Promise<SubgraphProcess> =>
  SubgraphProcess.open(join(__dirname, 'serve-shop.js'), [String(delay)], shop);
