import { engines } from '../../gateway/engine/engines';
import type { Config } from '../../kit/config/config';
import { schemaPart } from '../../gateway/testing/schema-part';
import { openSmallGateway, type Part, type SmallGateway } from '../../gateway/testing/small-gateway';

/** Types behind one interface, each known to every subgraph: many ways to answer one question. */
const types = ['Book', 'Film', 'Game', 'Map', 'Play', 'Song'];
const subgraphs = ['users', 'shop', 'stock', 'reviews'];
const shared = ['title', 'year', 'price', 'weight'];

const things = (subgraph: string): string => `
  interface Thing { id: ID! next: Thing ${shared.map((field) => `${field}: Int`).join(' ')} }
  ${types
    .map(
      (type) => `type ${type} implements Thing @key(fields: "id") {
        id: ID! next: Thing @shareable ${shared.map((field) => `${field}: Int @shareable`).join(' ')} ${subgraph}: Int
      }`,
    )
    .join('\n')}
`;

const users = `
  type Query {
    jsonWebKeySet: String
    me: User
    things: [Thing]
    echo(text: String, list: [Int], filter: Filter, id: ID): String
    users(first: Int): [User] @listSize(assumedSize: 20, slicingArguments: ["first"], requireOneSlicingArgument: false)
  }
  type Mutation { touch(text: String): User }
  input Filter { text: String numbers: [Int] and: [Filter] }
  type User @key(fields: "id") { id: ID! name: String friends: [User] self: User }
  ${things('users')}
`;

const ada = { id: 'ada', name: 'Ada', self: () => ada, friends: () => [ada, ada] };

/** What a query of the largest answer finds: some megabytes. */
const people = (count: number): object[] =>
  Array.from({ length: count }, (_, index) => ({ ...ada, id: `user ${index}` }));

/** A query that takes the planner seconds: each type of thing, in each thing, has several ways to its fields. */
export function manyWays(depth: number): string {
  const each = types.map((type) => `... on ${type} { ${[...shared, ...subgraphs].join(' ')} }`).join(' ');
  const level = (left: number): string => (left === 0 ? 'id' : `id ${each} next { ${level(left - 1)} }`);
  return `{ things { ${level(depth)} } }`;
}

export interface AbusedGateway extends SmallGateway {
  /** Calls that subgraphs got. */
  readonly calls: number;
  /** The value of a metric, all its labels that contain `labels` together. */
  metric(name: string, labels?: string): Promise<number>;
}

/** The gateway over subgraphs in this process, on a port of its own. */
export async function openAbused(settings: Partial<Record<keyof Config, string>> = {}): Promise<AbusedGateway> {
  const counted = { calls: 0 };
  const count = (): void => void (counted.calls += 1);
  const resolvers = {
    Query: {
      jsonWebKeySet: () => '{"keys":[]}',
      me: () => ada,
      things: () => [],
      users: (_: unknown, { first = 20 }: { first?: number }) => people(first),
      echo: (_: unknown, given: Record<string, unknown>) => JSON.stringify(given),
    },
    Mutation: { touch: () => ada },
    Thing: { __resolveType: () => types[0] },
  };
  const others = subgraphs
    .slice(1)
    .map((name): [string, Part] => [
      name,
      schemaPart(
        `type Query { ${name}Count: Int } ${things(name)}`,
        { Thing: { __resolveType: () => types[0] } },
        count,
      ),
    ]);
  const gateway = await openSmallGateway(
    { users: schemaPart(users, resolvers, count), ...Object.fromEntries(others) },
    // Some operations here are such that a thread has to be ended.
    { settings, openEngine: engines.compiled },
  );
  return {
    ...gateway,
    get calls() {
      return counted.calls;
    },
    metric: async (name, labels = '') => {
      const { body } = await gateway.app.inject({ url: '/metrics' });
      const lines = body
        .split('\n')
        .filter((line) => line.startsWith(`lyceum_gateway_${name}`) && line.includes(labels));
      return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
    },
  };
}
