import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLScalarType, parse, type GraphQLSchema } from 'graphql';

/** One execution's view of the world. */
export interface WorldContext {
  /** True where one schema resolves everything, so that no representation tells what a field requires. */
  readonly isWhole: boolean;
  /** What mutations did so far, in order. */
  readonly log: string[];
}

export type Field = (parent: never, args: never, context: WorldContext) => unknown;
export type Fields = Readonly<Record<string, Field>>;

/** Resolvers by type and field, for a subgraph and for the monolith alike: a field without one is a property of its parent. */
export interface WorldSubgraph {
  readonly name: string;
  readonly sdl: string;
  readonly fields: Readonly<Record<string, Fields>>;
  /** What its root types are called elsewhere, where they have names of their own. */
  readonly rootTypes?: Readonly<Record<string, string>>;
  /** Entities by representation; null for what the subgraph has never heard of. */
  readonly references: Readonly<Record<string, (representation: never) => object | null>>;
}

/** Custom scalars carry their values as they are, but for a zip that begins with `!`, which cannot be serialised. */
export const scalars = {
  JSON: new GraphQLScalarType({ name: 'JSON' }),
  Zip: new GraphQLScalarType({
    name: 'Zip',
    serialize(value) {
      if (typeof value !== 'string' || value.startsWith('!')) throw new TypeError('not a zip');
      return value;
    },
  }),
} as const;

/** The beginning of a subgraph's SDL. */
export const federation = /* GraphQL */ `
  extend schema
    @link(
      url: "https://specs.apollo.dev/federation/v2.9"
      import: [
        "@authenticated"
        "@composeDirective"
        "@context"
        "@cost"
        "@extends"
        "@external"
        "@fromContext"
        "@inaccessible"
        "@interfaceObject"
        "@key"
        "@listSize"
        "@override"
        "@policy"
        "@provides"
        "@requires"
        "@requiresScopes"
        "@shareable"
        "@tag"
      ]
    )
`;

/** The subgraph as a server would run it. */
export function schemaOf({ sdl, fields, references }: WorldSubgraph): GraphQLSchema {
  const resolvers: Record<string, Record<string, unknown>> = {};
  for (const [type, table] of Object.entries(fields)) resolvers[type] = { ...table };
  for (const [type, find] of Object.entries(references)) {
    resolvers[type] = { ...resolvers[type], __resolveReference: referenceResolver(find) };
  }
  const used = Object.entries(scalars).filter(([name]) => sdl.includes(`scalar ${name}`));
  const typeDefs = parse(federation + sdl);
  return buildSubgraphSchema([{ typeDefs, resolvers: { ...resolvers, ...Object.fromEntries(used) } as never }]);
}

/** The record beside the representation, which is all that a subgraph may know of fields that it requires. */
function referenceResolver(find: (representation: never) => object | null): (given: never) => unknown {
  return (given) => {
    const record = find(given);
    return record && { ...record, given };
  };
}

/**
 * A field with `@requires`: in a subgraph computed from the representation alone, in the monolith from the world.
 * `inWorld` gives what the required selection would give, null for what throws.
 */
export function requiring<P, N>(
  inWorld: (parent: P) => N,
  resolve: (needed: N, args: never) => unknown,
): (parent: P & { readonly given?: N }, args: never, context: WorldContext) => unknown {
  return (parent, args, { isWhole }) => {
    if (!isWhole && !parent.given) throw new Error('A field with @requires was asked without a representation.');
    return resolve(isWhole || !parent.given ? inWorld(parent) : parent.given, args);
  };
}

/** What the monolith has for a field of an entity of which the field's subgraph has never heard. */
export const absent = Symbol('absent');

/** Fields of entities of which a subgraph does not know all: null for the others, however they were reached. */
export function knowing(isKnown: (parent: never) => boolean, fields: Fields): Fields {
  const guarded = Object.entries(fields).map(([name, field]): [string, Field] => [
    name,
    (parent, args, context) => (isKnown(parent) ? field(parent, args, context) : context.isWhole ? absent : null),
  ]);
  return Object.fromEntries(guarded);
}

/** What a nullable field gives to whoever requires it. */
export function attempt<T>(resolve: () => T): T | null {
  try {
    return resolve() ?? null;
  } catch {
    return null;
  }
}

export function fail(what: string): never {
  throw new Error(`${what} always fails`);
}
