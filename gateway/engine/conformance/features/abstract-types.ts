import type { Feature, FeatureSubgraph } from './feature';

const library: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    type Query {
      shelf: [Media]
      found: [Thing]
      hidden: [Media]
    }
    interface Media {
      id: ID!
      title: String
      maker: Person
    }
    union Thing = Book | Film | Person
    type Book implements Media @key(fields: "id") {
      id: ID!
      title: String
      maker: Person
      pages: Int
    }
    type Film implements Media @key(fields: "id") {
      id: ID!
      title: String
      maker: Person!
      minutes: Int
    }
    type Tape implements Media @key(fields: "id") @inaccessible {
      id: ID!
      title: String
      maker: Person
    }
    type Person @key(fields: "id") {
      id: ID!
    }
  `,
  resolvers: {
    Query: {
      shelf: () => [book, film, null, lostFilm],
      found: () => [film, null, person, book],
      hidden: () => [book, { __typename: 'Tape', id: 't1', title: 'secret' }],
    },
  },
};
const person = { __typename: 'Person', id: 'ada' };
const book = { __typename: 'Book', id: 'b1', title: 'Anvil', pages: 300, maker: person };
const film = { __typename: 'Film', id: 'f1', title: 'Bellows', minutes: 95, maker: person };
const lostFilm = { __typename: 'Film', id: 'f2', title: null, minutes: null, maker: null };

const ratings: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    type Book @key(fields: "id") {
      id: ID!
      stars: Int
    }
    type Film @key(fields: "id") {
      id: ID!
      stars: Int
      awards: Int
    }
    type Person @key(fields: "id") {
      id: ID!
      fame: Int
    }
  `,
  resolvers: {
    Book: { __resolveReference: (reference: object) => reference, stars: () => 4 },
    Film: { __resolveReference: (reference: object) => reference, stars: () => 2, awards: () => 1 },
    Person: { __resolveReference: (reference: object) => reference, fame: () => 9 },
  },
};

const subgraphs = { library, ratings };

export const abstractTypes: readonly Feature[] = [
  {
    name: 'one alias for different fields of the types of an interface, from two subgraphs',
    subgraphs,
    operation: '{ shelf { ... on Book { size: pages score: stars } ... on Film { size: minutes score: awards } } }',
    data: { shelf: [{ size: 300, score: 4 }, { size: 95, score: 1 }, null, { size: null, score: 1 }] },
    calls: ['library', 'ratings'],
  },
  {
    name: 'one alias for different fields of the members of a union',
    subgraphs,
    operation:
      '{ found { id: __typename ... on Book { x: pages } ... on Film { x: minutes } ... on Person { x: fame } } }',
    data: {
      found: [{ id: 'Film', x: 95 }, null, { id: 'Person', x: 9 }, { id: 'Book', x: 300 }],
    },
  },
  {
    name: 'a field that the interface promises and the type must have',
    subgraphs,
    operation: '{ shelf { title maker { fame } } }',
    data: {
      shelf: [{ title: 'Anvil', maker: { fame: 9 } }, { title: 'Bellows', maker: { fame: 9 } }, null, null],
    },
    errors: [['shelf', 3, 'maker']],
  },
  {
    name: 'conditions within conditions, of types that exclude each other',
    subgraphs,
    operation: '{ shelf { ... on Book { ... on Thing { ... on Film { minutes } ... on Book { pages } } } } }',
    data: { shelf: [{ pages: 300 }, {}, null, {}] },
    calls: ['library'],
  },
  {
    name: 'an object of an inaccessible type is null and an error',
    subgraphs,
    operation: '{ hidden { title } }',
    data: { hidden: [{ title: 'Anvil' }, null] },
    errors: [['hidden', 1]],
    apolloDiffers: 'shows what is inaccessible, or is silent',
  },
  {
    name: 'a field that may be null on the interface and not on the type, asked on both',
    subgraphs,
    operation: '{ shelf { maker { id } ... on Film { ... on Media { maker { fame } } } } }',
    data: {
      shelf: [{ maker: { id: 'ada' } }, { maker: { id: 'ada', fame: 9 } }, null, null],
    },
    errors: [['shelf', 3, 'maker']],
  },
];
