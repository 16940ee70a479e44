import type { Feature, FeatureSubgraph } from './feature';

const media: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    type Query {
      shelf: [Media]
    }
    interface Media @key(fields: "id") {
      id: ID!
      title(loud: Boolean! = false): String
    }
    interface Printed {
      pages: Int
    }
    type Book implements Media & Printed @key(fields: "id") {
      id: ID!
      title(loud: Boolean! = false): String
      pages: Int
    }
    type Film implements Media @key(fields: "id") {
      id: ID!
      title(loud: Boolean! = false): String
    }
  `,
  resolvers: {
    Query: { shelf: () => ['b1', 'f1', null].map((id) => id && found(id)) },
    Media: { __resolveReference: ({ id }: { id: string }) => found(id) },
    Book: { title, pages: () => 300 },
    Film: { title },
  },
};

/** `x1` is nothing that anybody knows. */
function found(id: string) {
  const types: Readonly<Record<string, string>> = { b: 'Book', f: 'Film' };
  const __typename = types[id.charAt(0)];
  return __typename === undefined ? null : { __typename, id };
}

function title({ id }: { id: string }, { loud }: { loud: boolean }): string {
  return loud ? `${id.toUpperCase()}!` : id;
}

const reviews: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    type Query {
      best: [Media]
      first: Media!
    }
    type Media @interfaceObject @key(fields: "id") {
      id: ID!
      stars: Int
      title(loud: Boolean! = false): String @external
      praise: String @requires(fields: "title(loud: true)")
    }
  `,
  resolvers: {
    Query: { best: () => [{ id: 'f1' }, { id: 'x1' }, { id: 'b1' }], first: () => ({ id: 'x1' }) },
    Media: {
      __resolveReference: (reference: object) => reference,
      stars: ({ id }: { id: string }) => id.length,
      praise: ({ title: given }: { title: string }) => `how good is ${given}`,
    },
  },
};

const subgraphs = { media, reviews };

export const interfaceObjects: readonly Feature[] = [
  {
    name: 'a field that another subgraph gives to all types of an interface',
    subgraphs,
    operation: '{ shelf { __typename stars ... on Book { pages } } }',
    data: {
      shelf: [{ __typename: 'Book', stars: 2, pages: 300 }, { __typename: 'Film', stars: 2 }, null],
    },
    calls: ['media', 'reviews'],
  },
  {
    name: 'what the @interfaceObject knows needs no other subgraph',
    subgraphs,
    operation: '{ best { id stars } }',
    data: {
      best: [
        { id: 'f1', stars: 2 },
        { id: 'x1', stars: 2 },
        { id: 'b1', stars: 2 },
      ],
    },
    calls: ['reviews'],
  },
  {
    name: 'the concrete type comes from where the interface is; one that cannot be resolved is null and an error',
    subgraphs,
    operation: '{ best { __typename stars } }',
    data: { best: [{ __typename: 'Film', stars: 2 }, null, { __typename: 'Book', stars: 2 }] },
    errors: [['best', 1, '__typename']],
    apolloDiffers: 'shows the name of the interface as a concrete type, or nothing',
  },
  {
    name: 'null for one that cannot be resolved bubbles up',
    subgraphs,
    operation: '{ first { __typename } }',
    data: null,
    errors: [['first', '__typename']],
    apolloDiffers: 'reports no error where null bubbles up',
  },
  {
    name: 'conditions on concrete types below an @interfaceObject',
    subgraphs,
    operation: '{ best { ... on Book { pages stars } ... on Film { title } } }',
    data: { best: [{ title: 'f1' }, null, { pages: 300, stars: 2 }] },
    errors: [['best', 1]],
    apolloDiffers: 'takes it for an object of no type, and is silent',
  },
  {
    name: '@requires of an interface’s field with arguments, beside the field with others',
    subgraphs,
    operation: '{ shelf { title praise } }',
    data: {
      shelf: [{ title: 'b1', praise: 'how good is B1!' }, { title: 'f1', praise: 'how good is F1!' }, null],
    },
    apolloDiffers: 'asks the subgraph for two fields under one name',
  },
  {
    name: 'a condition on another abstract type below an @interfaceObject',
    subgraphs,
    operation: '{ best { id ... on Printed { pages } } }',
    data: { best: [{ id: 'f1' }, null, { id: 'b1', pages: 300 }] },
    errors: [['best', 1]],
    apolloDiffers: 'cannot plan it',
  },
  {
    name: '__typename beside what an @interfaceObject requires, in a condition on one type',
    subgraphs,
    operation: '{ shelf { ... on Book { __typename praise } stars } }',
    data: { shelf: [{ __typename: 'Book', praise: 'how good is B1!', stars: 2 }, { stars: 2 }, null] },
    apolloDiffers: 'leaves all of it null',
  },
];
