import type { Feature, FeatureSubgraph } from './feature';

const desks: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    type Query {
      users: [User!]
    }
    type User @key(fields: "id") @context(name: "owner") {
      id: ID!
      locale: String @external
      desk: Desk
      desks: [Desk]
    }
    type Desk @key(fields: "id") {
      id: ID!
      greeting(tone: String! = "warm", locale: String @fromContext(field: "$owner { locale }")): String
      neighbour: Desk
    }
  `,
  resolvers: {
    Query: { users: () => ['u1', 'u2', 'u3'].map((id) => ({ id })) },
    User: { desk: () => ({ id: 'd1' }), desks: () => [{ id: 'd1' }, null, { id: 'd2' }] },
    Desk: {
      __resolveReference: (reference: object) => reference,
      greeting: ({ id }: { id: string }, { tone, locale }: { tone: string; locale?: string | null }) =>
        `${id} ${tone} ${locale ?? 'nothing'}`,
      neighbour: () => ({ id: 'd9' }),
    },
  },
};
const locales: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    type User @key(fields: "id") {
      id: ID!
      locale: String
    }
  `,
  resolvers: {
    User: {
      __resolveReference: (reference: object) => reference,
      locale: ({ id }: { id: string }) => ({ u1: 'en', u2: 'de' })[id] ?? null,
    },
  },
};
const subgraphs = { desks, locales };
const apolloDiffers = 'refuses supergraphs with contexts';

export const contexts: readonly Feature[] = [
  {
    name: 'an argument from an ancestor: the same entity differs by the way to it',
    subgraphs,
    operation: '{ users { desk { greeting } } }',
    data: {
      users: [
        { desk: { greeting: 'd1 warm en' } },
        { desk: { greeting: 'd1 warm de' } },
        { desk: { greeting: 'd1 warm nothing' } },
      ],
    },
    apolloDiffers,
  },
  {
    name: 'through lists and further down, under aliases and with arguments of its own',
    subgraphs,
    operation: '{ users { locale: id desks { a: greeting(tone: "cold") b: greeting neighbour { greeting } } } }',
    data: {
      users: [
        { locale: 'u1', desks: desksOf('en') },
        { locale: 'u2', desks: desksOf('de') },
        { locale: 'u3', desks: desksOf('nothing') },
      ],
    },
    apolloDiffers,
  },
];

function desksOf(locale: string): unknown[] {
  const [first, second] = ['d1', 'd2'].map((id) => ({
    a: `${id} cold ${locale}`,
    b: `${id} warm ${locale}`,
    neighbour: { greeting: `d9 warm ${locale}` },
  }));
  return [first, null, second];
}
