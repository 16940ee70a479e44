import type { Feature, FeatureSubgraph } from './feature';

const start: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    type Query {
      user: User
      users: [User!]
    }
    type User @key(fields: "id") {
      id: ID!
      name: String
    }
  `,
  resolvers: {
    Query: {
      user: () => ({ id: 'u1', name: 'Ada' }),
      users: () => ['u1', 'u2', 'u1'].map((id) => ({ id, name: id })),
    },
  },
};
const scores: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    type User @key(fields: "id") {
      id: ID!
      score: Int
      friends: [User!]
    }
  `,
  resolvers: {
    User: {
      __resolveReference: (reference: object) => reference,
      score: ({ id }: { id: string }) => Number(id.slice(1)),
      friends: () => [{ id: 'u2' }, { id: 'u3' }],
    },
  },
};
const subgraphs = { start, scores };

export const plans: readonly Feature[] = [
  {
    name: 'the name of the root type needs no subgraph',
    subgraphs,
    operation: '{ __typename type: __typename }',
    data: { __typename: 'Query', type: 'Query' },
    calls: [],
  },
  {
    name: 'introspection needs no subgraph, whatever else is asked',
    subgraphs,
    operation: '{ __type(name: "User") { name } user { name } }',
    data: { __type: { name: 'User' }, user: { name: 'Ada' } },
    calls: ['start'],
  },
  {
    name: 'the same entities in two places are one call',
    subgraphs,
    operation: '{ user { score } users { score } }',
    data: { user: { score: 1 }, users: [{ score: 1 }, { score: 2 }, { score: 1 }] },
    calls: ['scores', 'start'],
    representations: 2,
    apolloDiffers: 'calls once per place',
  },
  {
    name: 'there and back: one call per step',
    subgraphs,
    operation: '{ user { friends { name score } } }',
    data: {
      user: {
        friends: [
          { name: null, score: 2 },
          { name: null, score: 3 },
        ],
      },
    },
    calls: ['scores', 'start', 'start'],
  },
  {
    name: 'what no subgraph delivers is an error of the operation, not null',
    subgraphs,
    corrupt: (sdl) => sdl.replace('key: "id")', 'key: "id", resolvable: false)'),
    operation: '{ user { name score } }',
    data: null,
    errors: [null],
    calls: [],
    apolloDiffers: 'rejects',
  },
];
