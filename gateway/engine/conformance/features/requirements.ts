import type { Feature, FeatureSubgraph } from './feature';

/** Products whose price depends on the currency; `p3` has none. */
const shop: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    enum Currency {
      EUR
      USD
    }
    input Terms {
      currency: Currency = EUR
      factors: [Int!]! = [1]
    }
    type Query {
      products: [Product!]!
      product(id: ID!): Product
    }
    type Product @key(fields: "id") {
      id: ID!
      name: String
      price(currency: Currency = EUR): Int
      terms(in: Terms): String
      weight: Int
      parts: [Part]
      maker: Maker
      owner: Owner
    }
    type Part {
      code: String
    }
    union Owner = Person | Company
    type Person {
      name: String
    }
    type Company {
      title: String
    }
    type Maker @key(fields: "id") {
      id: ID!
    }
  `,
  resolvers: {
    Query: {
      products: () => [{ id: 'p1' }, { id: 'p2' }],
      product: (_: unknown, { id }: { id: string }) => ({ id }),
    },
    Product: {
      name: ({ id }: { id: string }) => `name of ${id}`,
      price: ({ id }: { id: string }, { currency }: { currency: string }) => {
        if (id === 'p2' && currency === 'USD') throw new Error('no dollars for p2');
        return id === 'p3' ? null : currency === 'EUR' ? 10 : 12;
      },
      terms: (_: unknown, { in: terms }: { in: { currency: string; factors: number[] } | null }) =>
        terms && `${terms.currency} ${terms.factors.join('+')}`,
      weight: () => 7,
      parts: ({ id }: { id: string }) => (id === 'p1' ? [{ code: 'a' }, null, { code: null }] : null),
      maker: ({ id }: { id: string }) => ({ id: `maker of ${id}` }),
      owner: ({ id }: { id: string }) =>
        id === 'p1' ? { __typename: 'Person', name: 'Ada' } : { __typename: 'Company', title: 'Acme' },
      __resolveReference: (reference: object) => reference,
    },
  },
};

const makers: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    type Maker @key(fields: "id") {
      id: ID!
      country(short: Boolean! = false): String
    }
  `,
  resolvers: {
    Maker: {
      __resolveReference: (reference: object) => reference,
      country: (_: unknown, { short }: { short: boolean }) => (short ? 'PT' : 'Portugal'),
    },
  },
};

/** Shows the representation as it came, less what names the entity. */
const received =
  (...fields: readonly string[]) =>
  (representation: never): string =>
    JSON.stringify(fields.map((field) => representation[field] as unknown));

const logistics: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    enum Currency {
      EUR
      USD
    }
    input Terms {
      currency: Currency = EUR
      factors: [Int!]! = [1]
    }
    type Product @key(fields: "id") {
      id: ID!
      weight: Int @external
      price(currency: Currency = EUR): Int @external
      terms(in: Terms): String @external
      parts: [Part] @external
      maker: Maker @external
      owner: Owner @external
      heavy: String @requires(fields: "weight")
      inDollars: String @requires(fields: "price(currency: USD)")
      inEuros: String @requires(fields: "price(currency: EUR)")
      agreed: String @requires(fields: "terms(in: { currency: USD, factors: [2, 3] })")
      bill: String @requires(fields: "parts { code }")
      origin: String @requires(fields: "maker { country(short: true) }")
      label: String @requires(fields: "owner { ... on Person { name } ... on Company { title } }")
    }
    type Part {
      code: String @external
    }
    type Maker @key(fields: "id") {
      id: ID!
      country(short: Boolean! = false): String @external
    }
    union Owner = Person | Company
    type Person {
      name: String @external
    }
    type Company {
      title: String @external
    }
  `,
  resolvers: {
    Product: {
      __resolveReference: (reference: object) => reference,
      heavy: received('weight'),
      inDollars: received('price'),
      inEuros: received('price'),
      agreed: received('terms'),
      bill: received('parts'),
      origin: received('maker'),
      label: received('owner'),
    },
  },
};

const customs: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    type Product @key(fields: "id") {
      id: ID!
      inDollars: String @external
      heavy: String @external
      declared: String @requires(fields: "inDollars heavy")
    }
  `,
  resolvers: {
    Product: {
      __resolveReference: (reference: object) => reference,
      declared: received('inDollars', 'heavy'),
    },
  },
};

const subgraphs = { shop, makers, logistics, customs };

export const requirements: readonly Feature[] = [
  {
    name: 'a required field is fetched first, and is not in the response',
    subgraphs,
    operation: '{ product(id: "p1") { heavy } }',
    data: { product: { heavy: '[7]' } },
    calls: ['shop', 'logistics'],
  },
  {
    name: 'a required field with arguments beside the same field with other arguments',
    subgraphs,
    operation: '{ product(id: "p1") { price inDollars } }',
    data: { product: { price: 10, inDollars: '[12]' } },
    calls: ['shop', 'logistics'],
    apolloDiffers: 'asks the subgraph for two fields under one name',
  },
  {
    name: 'a required field beside the same field under an alias and with other arguments, by variable',
    subgraphs,
    operation:
      'query ($in: Currency) { product(id: "p1") { price(currency: $in) other: price(currency: USD) inDollars inEuros } }',
    variables: { in: 'EUR' },
    data: { product: { price: 10, other: 12, inDollars: '[12]', inEuros: '[10]' } },
    calls: ['shop', 'logistics', 'logistics'],
    apolloDiffers: 'asks the subgraph for two fields under one name',
  },
  {
    name: 'an alias with the name of a required field',
    subgraphs,
    operation: '{ product(id: "p1") { weight: name heavy } }',
    data: { product: { weight: 'name of p1', heavy: '[7]' } },
    calls: ['shop', 'logistics'],
    apolloDiffers: 'asks the subgraph for two fields under one name',
  },
  {
    name: 'two @requires of one field with different arguments',
    subgraphs,
    operation: '{ product(id: "p1") { inDollars inEuros } }',
    data: { product: { inDollars: '[12]', inEuros: '[10]' } },
    apolloDiffers: 'asks the subgraph for two fields under one name',
  },
  {
    name: 'an input object in a required field’s arguments',
    subgraphs,
    operation: '{ product(id: "p1") { agreed terms } }',
    data: { product: { agreed: '["USD 2+3"]', terms: null } },
    apolloDiffers: 'asks the subgraph for two fields under one name',
  },
  {
    name: 'a required selection through a list, with nulls in it and for it',
    subgraphs,
    operation: '{ products { bill } }',
    data: { products: [{ bill: '[[{"code":"a"},null,{"code":null}]]' }, { bill: '[null]' }] },
  },
  {
    name: 'a required selection through an entity of a third subgraph',
    subgraphs,
    operation: '{ product(id: "p1") { origin maker { country } } }',
    data: { product: { origin: '[{"country":"PT"}]', maker: { country: 'Portugal' } } },
    apolloDiffers: 'asks the subgraph for two fields under one name',
  },
  {
    name: 'a required selection through a union',
    subgraphs,
    operation: '{ products { label } }',
    data: {
      products: [{ label: '[{"name":"Ada"}]' }, { label: '[{"title":"Acme"}]' }],
    },
  },
  {
    name: 'a @requires of fields that have @requires themselves',
    subgraphs,
    operation: '{ product(id: "p1") { declared } }',
    data: { product: { declared: JSON.stringify(['[12]', '[7]']) } },
    calls: ['shop', 'logistics', 'customs'],
  },
  {
    name: 'a required field that fails is null for whoever requires it, and no error of the client’s',
    subgraphs,
    operation: '{ product(id: "p2") { inDollars } }',
    data: { product: { inDollars: '[null]' } },
    apolloDiffers: 'reports an error at a field that the client did not ask for',
  },
  {
    name: 'a required field that fails and is asked for is an error where it was asked for',
    subgraphs,
    operation: '{ product(id: "p2") { dollars: price(currency: USD) inDollars } }',
    data: { product: { dollars: null, inDollars: '[null]' } },
    errors: [['product', 'dollars']],
    apolloDiffers: 'reports a second error at a field that the client did not ask for',
  },
  {
    name: 'a required field that is null',
    subgraphs,
    operation: '{ product(id: "p3") { inEuros } }',
    data: { product: { inEuros: '[null]' } },
  },
  {
    name: 'a required field of an entity that its subgraph does not know is null',
    subgraphs: {
      shop,
      ...subgraphOf('ratings', 'type Product @key(fields: "id") { id: ID! stars: Int }', {
        Product: { __resolveReference: () => null },
      }),
      ...subgraphOf(
        'badges',
        'type Product @key(fields: "id") { id: ID! stars: Int @external badge: String @requires(fields: "stars") }',
        { Product: { __resolveReference: (reference: object) => reference, badge: received('stars') } },
      ),
    },
    operation: '{ product(id: "p1") { badge } }',
    data: { product: { badge: '[null]' } },
    apolloDiffers: 'fails where an entity lacks a required field',
  },
];

function subgraphOf(
  name: string,
  sdl: string,
  resolvers: NonNullable<FeatureSubgraph['resolvers']>,
): Readonly<Record<string, FeatureSubgraph>> {
  return { [name]: { sdl, resolvers } };
}
