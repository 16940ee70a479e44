import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { parse, type GraphQLSchema } from 'graphql';
import { buildSchemaSync, createResolversMap, type PubSub } from 'type-graphql';
import type { SubgraphDefinition } from '../subgraph/define';
import { cacheSpec } from './cache-directive';
import { changesResolver } from './changes-resolver';
import { liveSpec } from './live-directive';
import type { Scope } from '../scope/scope';
import { viewerIndependentSpec } from './viewer-independent';

const directives = [
  '@key',
  '@shareable',
  '@external',
  '@requires',
  '@provides',
  '@inaccessible',
  '@tag',
  '@override',
  '@interfaceObject',
  '@authenticated',
  '@requiresScopes',
  '@policy',
  '@cost',
  '@listSize',
];

const federationLink = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${directives.map((name) => `"${name}"`).join(', ')}])\n`;

/** type-graphql wants a pub/sub where there are subscriptions; ours name their source themselves, by `subscribe`. */
const noTopics: PubSub = {
  publish: refuseTopics,
  subscribe: refuseTopics,
};

/** type-graphql remembers every class that it has seen: each subgraph has one. */
const changesResolvers = new Map<string, new () => object>();

function changesOf(subgraph: string): new () => object {
  const known = changesResolvers.get(subgraph) ?? changesResolver(subgraph);
  changesResolvers.set(subgraph, known);
  return known;
}

function refuseTopics(): never {
  throw new Error('A subscription names its source by `subscribe`, not by topics.');
}

export interface SubgraphSchema {
  /** What composition reads, and what schema/<name>.graphql holds. */
  readonly sdl: string;
  readonly schema: GraphQLSchema;
}

/** Builds a subgraph's executable schema from its decorated classes. */
export function buildSubgraph({
  name,
  resolvers,
  references,
  addsTo = [],
}: Pick<SubgraphDefinition, 'name' | 'resolvers' | 'references' | 'addsTo'>): SubgraphSchema {
  const plain = buildSchemaSync({
    resolvers: [...resolvers, changesOf(name)],
    orphanedTypes: [...addsTo],
    pubSub: noTopics,
    // It would introspect the schema, which takes as long as all the rest; composition looks closer.
    skipCheck: true,
    validate: { skipUndefinedProperties: true, skipNullProperties: true, forbidUnknownValues: false },
  });
  const types = printSchemaWithDirectives(plain).replace(/^schema \{[^}]*\}\s*/m, '');
  const specs = [
    types.includes('@live(') ? liveSpec : '',
    types.includes('@cacheControl(') ? cacheSpec : '',
    types.includes('@viewerIndependent') ? viewerIndependentSpec : '',
  ];
  const sdl = [federationLink, ...specs, types].join('');
  const map = createResolversMap(plain) as Record<string, Record<string, unknown>>;
  for (const [type, resolve] of Object.entries(references)) {
    const entry = (map[type] ??= {});
    entry['__resolveReference'] = (reference: { id: string }, scope: Scope) => resolve(scope, reference);
  }
  return { sdl, schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: map as never }]) };
}
