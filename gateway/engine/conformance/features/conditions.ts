import type { Feature, FeatureSubgraph, FeatureSubgraphs } from './feature';

const here: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    type Query {
      user: User
      other: User
    }
    type User @key(fields: "id") {
      id: ID!
      name: String
    }
  `,
  resolvers: { Query: { user: () => ({ id: 'u1', name: 'Ada' }), other: () => ({ id: 'u2', name: 'Ben' }) } },
};
const there: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    type Query {
      news: String
    }
    type User @key(fields: "id") {
      id: ID!
      score: Int
    }
  `,
  resolvers: {
    Query: { news: () => 'none' },
    User: { __resolveReference: (reference: object) => reference, score: () => 5 },
  },
};
const subgraphs = { here, there };

/** Two subgraphs with a mutation each. */
const writers: FeatureSubgraphs = {
  one: {
    sdl: 'type Query { one: Int } type Mutation { write(text: String!): String }',
    resolvers: { Mutation: { write: (_: unknown, { text }: { text: string }) => text } },
  },
  two: {
    sdl: 'type Mutation { other(factor: Int = 2): String }',
    resolvers: { Mutation: { other: (_: unknown, { factor }: { factor: number | null }) => String(factor) } },
  },
};

export const conditions: readonly Feature[] = [
  {
    name: '@skip of a root field by variable: its subgraph is not called',
    subgraphs,
    operation: 'query ($no: Boolean!) { user { name } news @skip(if: $no) }',
    variables: { no: true },
    data: { user: { name: 'Ada' } },
    calls: ['here'],
  },
  {
    name: '@include of a root field by a variable’s default',
    subgraphs,
    operation: 'query ($yes: Boolean! = true) { user @include(if: $yes) { name } news @include(if: false) }',
    data: { user: { name: 'Ada' } },
    calls: ['here'],
  },
  {
    name: '@skip and @include on one field: both must let it pass',
    subgraphs,
    operation:
      'query ($a: Boolean!, $b: Boolean!) { user { name @skip(if: $a) @include(if: $b) id @skip(if: $b) @include(if: $b) } }',
    variables: { a: false, b: true },
    data: { user: { name: 'Ada' } },
  },
  {
    name: '@include on what another subgraph gives: it is not called',
    subgraphs,
    operation: 'query ($yes: Boolean!) { user { name ... @include(if: $yes) { score } } }',
    variables: { yes: false },
    data: { user: { name: 'Ada' } },
    calls: ['here'],
  },
  {
    name: 'one field skipped in one place and wanted in another',
    subgraphs,
    operation:
      'query ($no: Boolean!) { user { name @skip(if: $no) ...more } } fragment more on User { id name score @skip(if: $no) }',
    variables: { no: true },
    data: { user: { id: 'u1', name: 'Ada' } },
    calls: ['here'],
  },
  {
    name: 'conditions on fragments of the root',
    subgraphs,
    operation:
      'query ($no: Boolean!) { ...all @skip(if: $no) ... on Query @include(if: $no) { other { name } } } fragment all on Query { news }',
    variables: { no: true },
    data: { other: { name: 'Ben' } },
    calls: ['here'],
  },
  {
    name: 'everything skipped: an empty answer and no call',
    subgraphs,
    operation: '{ user @skip(if: true) { name } }',
    data: {},
    calls: [],
  },
  {
    name: 'defaults, null and nothing as variables, in the arguments of two subgraphs',
    subgraphs: writers,
    operation:
      'mutation ($a: Int = 3, $b: Int, $c: Int = 4, $d: String! = "kept") { first: other(factor: $a) second: other(factor: $b) third: other(factor: $c) write(text: $d) }',
    variables: { c: null },
    data: { first: '3', second: '2', third: 'null', write: 'kept' },
    calls: ['one', 'two'],
  },
];
