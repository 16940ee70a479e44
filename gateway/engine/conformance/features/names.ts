import type { Feature, FeatureSubgraph } from './feature';

const people: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    type Query {
      user: User
    }
    type User @key(fields: "id") {
      id: ID!
      name: String
      constructor: String
      toString: String
    }
  `,
  resolvers: {
    Query: { user: () => ({ id: '__proto__', name: 'Ada', constructor: 'of bridges', toString: 'text' }) },
    User: { constructor: () => 'of bridges', toString: () => 'text' },
  },
};
const scores: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    type User @key(fields: "id") {
      id: ID!
      hasOwnProperty: Int
      score: Int
    }
  `,
  resolvers: {
    User: {
      __resolveReference: (reference: object) => reference,
      hasOwnProperty: () => 1,
      score: ({ id }: { id: string }) => id.length,
    },
  },
};
const subgraphs = { people, scores };

export const names: readonly Feature[] = [
  {
    name: 'fields with the names of what objects inherit',
    subgraphs,
    operation: '{ user { constructor toString hasOwnProperty } }',
    data: { user: { constructor: 'of bridges', toString: 'text', hasOwnProperty: 1 } },
  },
  {
    name: 'aliases with the names of what objects inherit',
    subgraphs,
    operation: '{ __proto__: user { __proto__: name valueOf: score constructor: id } }',
    data: JSON.parse('{"__proto__":{"__proto__":"Ada","valueOf":9,"constructor":"__proto__"}}'),
  },
  {
    name: 'aliases that change places with keys and fields',
    subgraphs,
    operation: '{ user { id: name name: id score: toString toString: score } }',
    data: { user: { id: 'Ada', name: '__proto__', score: 'text', toString: 9 } },
    apolloDiffers: 'asks the subgraph for two fields under one name',
  },
  {
    name: 'an alias with the name of the type’s name',
    subgraphs,
    operation: '{ user { __typename: name type: __typename score } }',
    data: { user: { __typename: 'Ada', type: 'User', score: 9 } },
    apolloDiffers: 'takes the field for the name of the type',
  },
];
