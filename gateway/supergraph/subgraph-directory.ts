import { parse } from 'graphql';
import { joinGraphs, type JoinGraph } from '../compose/join-graphs';
import type { SubgraphClient, SubgraphClients } from '../subgraph-client/subgraph-client';
import { SupergraphError } from './supergraph-source';

export type OpenClient = (address: Pick<JoinGraph, 'name' | 'url'>) => SubgraphClient;

interface DirectoryOptions {
  readonly known: SubgraphClients;
  /** Opens a way to what a later supergraph adds, at the URL that it names. */
  readonly open: OpenClient | undefined;
  /** Applied to each client once. */
  readonly guard: (client: SubgraphClient) => SubgraphClient;
}

/** The guarded ways to all subgraphs. */
export class SubgraphDirectory {
  private readonly clients = new Map<string, SubgraphClient>();

  constructor(private readonly options: DirectoryOptions) {
    for (const [name, client] of options.known) this.clients.set(name, options.guard(client));
  }

  get(name: string): SubgraphClient | undefined {
    return this.clients.get(name);
  }

  /** @throws SupergraphError when the supergraph names a subgraph that cannot be reached. */
  clientsOf(supergraphSdl: string): SubgraphClients {
    const { open, guard } = this.options;
    for (const address of joinGraphs(parse(supergraphSdl, { noLocation: true }))) {
      if (this.clients.has(address.name)) continue;
      if (!open || !URL.canParse(address.url))
        throw new SupergraphError(`it names ${address.name}, but there is no way to it`);
      this.clients.set(address.name, guard(open(address)));
    }
    return this.clients;
  }

  async close(): Promise<void> {
    await Promise.all([...this.clients.values()].map((client) => client.close()));
  }
}
