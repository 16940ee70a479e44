import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { composeSupergraph } from '../../../compose/compose';
import type { Result } from '../../../../kit/graphql/execute';
import type { SubgraphCall } from '../../../subgraph-client/subgraph-client';
import { schemaSubgraph, type TestSubgraph, type Variables } from '../harness';
import { federation } from '../world/subgraph';
import type { Viewer } from '../../../../kit/identity/viewer';

type Resolve = (parent: never, args: never) => unknown;

/** A subgraph of a case: its SDL without the header, and either resolvers or a script that answers calls. */
export interface FeatureSubgraph {
  readonly sdl: string;
  readonly resolvers?: Readonly<Record<string, Readonly<Record<string, Resolve>>>>;
  readonly answer?: (call: SubgraphCall) => Result;
}

export type FeatureSubgraphs = Readonly<Record<string, FeatureSubgraph>>;

export interface Feature {
  readonly name: string;
  /** A function where subgraphs remember something, so that each engine gets its own. */
  readonly subgraphs: FeatureSubgraphs | (() => FeatureSubgraphs);
  /** What to change in the composed supergraph, to test what composition would refuse. */
  readonly corrupt?: (supergraphSdl: string) => string;
  readonly operation: string;
  readonly variables?: Variables;
  readonly viewer?: Viewer;
  readonly data: unknown;
  /** Where the errors are, in any order. */
  readonly errors?: readonly (readonly (string | number)[] | null)[];
  /** The subgraphs that are called, in any order; several times where they are called so often. */
  readonly calls?: readonly string[];
  /** How many entities are asked for in all calls together. */
  readonly representations?: number;
  /** What @apollo/gateway does instead: the test holds it to that. Without it both have to give the same. */
  readonly apolloDiffers?: string;
}

export function supergraphOf({ subgraphs, corrupt = (sdl) => sdl }: Feature): string {
  const sources = Object.entries(resolved(subgraphs)).map(([name, { sdl }]) => ({
    name,
    url: `http://${name}/graphql`,
    sdl: federation + sdl,
  }));
  return corrupt(composeSupergraph(sources, []));
}

export function testSubgraphs({ subgraphs }: Feature): TestSubgraph[] {
  return Object.entries(resolved(subgraphs)).map(([name, { sdl, resolvers, answer }]) => {
    if (answer) return { name, answer };
    const typeDefs = parse(federation + sdl);
    return schemaSubgraph(name, buildSubgraphSchema([{ typeDefs, resolvers: (resolvers ?? {}) as never }]));
  });
}

function resolved(subgraphs: Feature['subgraphs']): FeatureSubgraphs {
  return typeof subgraphs === 'function' ? subgraphs() : subgraphs;
}
