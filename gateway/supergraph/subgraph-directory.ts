import { Kind, parse, valueFromASTUntyped, type EnumValueDefinitionNode } from 'graphql';
import type { SubgraphClient, SubgraphClients } from '../subgraph-client/subgraph-client';
import { SupergraphError } from './supergraph-source';

interface Address {
  readonly name: string;
  readonly url: string;
}

export type OpenClient = (address: Address) => SubgraphClient;

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
    for (const address of addressesIn(supergraphSdl)) {
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

/** What the join spec says of each subgraph: `enum join__Graph { USERS @join__graph(name: "users", url: "http://…") }`. */
export function addressesIn(supergraphSdl: string): readonly Address[] {
  const { definitions } = parse(supergraphSdl, { noLocation: true });
  return definitions.flatMap((node) =>
    node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'join__Graph'
      ? (node.values ?? []).map(addressOf)
      : [],
  );
}

function addressOf({ name, directives = [] }: EnumValueDefinitionNode): Address {
  const graph = directives.find((directive) => directive.name.value === 'join__graph');
  const given = Object.fromEntries(
    (graph?.arguments ?? []).map((argument) => [argument.name.value, String(valueFromASTUntyped(argument.value))]),
  );
  return { name: given['name'] ?? name.value, url: given['url'] ?? '' };
}
