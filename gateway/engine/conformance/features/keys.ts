import type { Feature, FeatureSubgraph } from './feature';

interface Reference {
  readonly id?: string;
  readonly sku?: string;
}

const echo = (reference: Reference): Reference => reference;

const orders: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    type Query {
      orders: [Order]
    }
    type Order @key(fields: "number region { code }") {
      number: Int!
      region: Region!
      total: Int
    }
    type Region @shareable {
      code: String!
    }
  `,
  resolvers: {
    Query: {
      orders: () => [order(1, 'EU'), order(2, 'EU'), null, order(1, 'US'), order(1, 'EU')],
    },
  },
};

const shipments: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    type Order @key(fields: "number region { code }") {
      number: Int!
      region: Region!
      carrier: String
    }
    type Region @shareable {
      code: String!
    }
  `,
  resolvers: {
    Order: {
      __resolveReference: echo,
      carrier: ({ number, region }: ReturnType<typeof order>) => `${region.code}-${number}`,
    },
  },
};

function order(number: number, code: string) {
  return { number, region: { code }, total: number * 100 };
}

const accounts: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    type Query {
      user: User
    }
    type User @key(fields: "id") {
      id: ID!
    }
  `,
  resolvers: { Query: { user: () => ({ id: 'u1' }) }, User: { __resolveReference: echo } },
};
const directory: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    type User @key(fields: "id") @key(fields: "email") {
      id: ID!
      email: String
    }
  `,
  resolvers: {
    User: {
      __resolveReference: ({ id }: Reference) => ({ id, email: id === 'u1' ? 'u1@example.test' : null }),
    },
  },
};
const mail: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    type User @key(fields: "email") {
      email: String
      unread: Int
    }
  `,
  resolvers: {
    User: {
      __resolveReference: echo,
      unread: ({ email }: { email: string | null }) => email?.length,
    },
  },
};

/** Products can be looked up by SKU here; the id is only passed on. */
const warehouse: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    type Query {
      featured: Product
    }
    type Product @key(fields: "id", resolvable: false) @key(fields: "sku") {
      id: ID!
      sku: ID!
      weight: Int @external
      shipping: Int @requires(fields: "weight")
    }
  `,
  resolvers: {
    Query: { featured: () => ({ id: 'p1', sku: 's1' }) },
    Product: {
      __resolveReference: (reference: Reference) => {
        if (reference.sku === undefined) throw new Error('There is no looking up by id here.');
        return reference;
      },
      shipping: ({ weight }: { weight: number }) => weight * 2,
    },
  },
};
const weights: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    type Query {
      heaviest: Product
    }
    type Product @key(fields: "id") @key(fields: "sku") {
      id: ID!
      sku: ID!
      weight: Int
      name: String
    }
  `,
  resolvers: {
    Query: { heaviest: () => ({ id: 'p1', sku: 's1' }) },
    Product: { __resolveReference: () => ({ id: 'p1', sku: 's1' }), weight: () => 21, name: () => 'anvil' },
  },
};
const stubs: FeatureSubgraph = {
  sdl: /* GraphQL */ `
    type Query {
      basket: [Product!]
    }
    type Product @key(fields: "id", resolvable: false) {
      id: ID!
      sku: ID! @shareable
    }
  `,
  resolvers: {
    Query: { basket: () => [{ id: 'p1', sku: 's1' }] },
    Product: {
      __resolveReference: () => {
        throw new Error('Nobody enters here.');
      },
    },
  },
};
const weightsShareable: FeatureSubgraph = { ...weights, sdl: weights.sdl.replace('sku: ID!', 'sku: ID! @shareable') };

export const keys: readonly Feature[] = [
  {
    name: 'a composite, nested key; one representation for an entity that is met twice',
    subgraphs: { orders, shipments },
    operation: '{ orders { number carrier } }',
    data: {
      orders: [
        { number: 1, carrier: 'EU-1' },
        { number: 2, carrier: 'EU-2' },
        null,
        { number: 1, carrier: 'US-1' },
        { number: 1, carrier: 'EU-1' },
      ],
    },
    calls: ['orders', 'shipments'],
    representations: 3,
    apolloDiffers: 'asks for the same entity twice',
  },
  {
    name: 'from key to key through a subgraph that has both',
    subgraphs: { accounts, directory, mail },
    operation: '{ user { unread } }',
    data: { user: { unread: 15 } },
    calls: ['accounts', 'directory', 'mail'],
  },
  {
    name: 'a key that is null leads nowhere',
    subgraphs: {
      accounts: { ...accounts, resolvers: { Query: { user: () => ({ id: 'u2' }) } } },
      directory,
      mail,
    },
    operation: '{ user { id email unread } }',
    data: { user: { id: 'u2', email: null, unread: null } },
  },
  {
    name: 'aliases that stand where keys do',
    subgraphs: { orders, shipments },
    operation: '{ orders { number: total region: number id: __typename carrier } }',
    data: {
      orders: [
        { number: 100, region: 1, id: 'Order', carrier: 'EU-1' },
        { number: 200, region: 2, id: 'Order', carrier: 'EU-2' },
        null,
        { number: 100, region: 1, id: 'Order', carrier: 'US-1' },
        { number: 100, region: 1, id: 'Order', carrier: 'EU-1' },
      ],
    },
    apolloDiffers: 'asks the subgraph for two fields under one name',
  },
  {
    name: '@key(resolvable: false) is no way back into a subgraph that requires something',
    subgraphs: { warehouse, weights },
    operation: '{ featured { shipping } }',
    data: { featured: { shipping: 42 } },
    calls: ['warehouse', 'weights', 'warehouse'],
    apolloDiffers: 'comes back by the key that cannot be resolved',
  },
  {
    name: '@key(resolvable: false) is no way into a subgraph from another one',
    subgraphs: { stubs, weights: weightsShareable },
    operation: '{ heaviest { sku name } basket { sku name } }',
    data: { heaviest: { sku: 's1', name: 'anvil' }, basket: [{ sku: 's1', name: 'anvil' }] },
    calls: ['stubs', 'weights', 'weights'],
  },
];
