import type { GraphQLResolverMap } from '@apollo/subgraph';
import { cacheSpec } from '../../kit/graphql/cache-directive';
import { items, products, reviews, users } from './data';

/** One of the four services of the public federation benchmarks, with data of the same size and shape. */
export interface ShopSubgraph {
  readonly name: string;
  readonly sdl: string;
  readonly resolvers: GraphQLResolverMap;
}

const header = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3",
  import: ["@key", "@external", "@requires", "@provides", "@shareable"])
  ${cacheSpec}`;

interface Reference {
  readonly id: string;
  readonly upc: string;
  readonly price: number | null;
  readonly weight: number | null;
}

const byId = new Map(users.map((user) => [user.id, user]));
const byUpc = new Map(products.map((product) => [product.upc, product]));
const itemById = new Map(items.map((item) => [item.id, item]));

const accounts: ShopSubgraph = {
  name: 'accounts',
  sdl: `${header}
    type Query { me: User  user(id: ID!): User  users: [User] }
    type User @key(fields: "id") @cacheControl(maxAge: 60) { id: ID!  name: String  username: String @shareable }`,
  resolvers: {
    Query: { me: () => users[0], user: (_: unknown, { id }: Reference) => byId.get(id), users: () => users },
    User: { __resolveReference: ({ id }: Reference) => byId.get(id) },
  },
};

const inventory: ShopSubgraph = {
  name: 'inventory',
  sdl: `${header}
    type Product @key(fields: "upc") @cacheControl(maxAge: 60) {
      upc: String!  weight: Int @external  price: Int @external  inStock: Boolean
      shippingEstimate: Int @requires(fields: "price weight")
    }
    type Item @key(fields: "id") @cacheControl(maxAge: 60) { id: ID!  quantity: Int  isLow: Boolean }`,
  resolvers: {
    Product: {
      __resolveReference: (reference: Reference) => reference,
      inStock: ({ upc }: Reference) => byUpc.get(upc)?.inStock,
      shippingEstimate: ({ price, weight }: Reference) => ((price ?? 0) > 1_000 ? 0 : Math.floor((weight ?? 0) / 2)),
    },
    Item: {
      __resolveReference: ({ id }: Reference) => itemById.get(id),
      isLow: ({ quantity }: { quantity: number }) => quantity < 5,
    },
  },
};

const catalogue: ShopSubgraph = {
  name: 'products',
  sdl: `${header}
    type Query { topProducts(first: Int = 5): [Product]  items(first: Int = 1000): [Item!]! }
    type Product @key(fields: "upc") @cacheControl(maxAge: 60) { upc: String!  name: String  price: Int  weight: Int }
    type Item @key(fields: "id") @cacheControl(maxAge: 60) { id: ID!  name: String  price: Int }`,
  resolvers: {
    Query: {
      topProducts: (_: unknown, { first }: { first: number }) => products.slice(0, first),
      items: (_: unknown, { first }: { first: number }) => items.slice(0, first),
    },
    Product: { __resolveReference: ({ upc }: Reference) => byUpc.get(upc) },
    Item: { __resolveReference: ({ id }: Reference) => itemById.get(id) },
  },
};

const firstTwo = reviews.slice(0, 2);
const [author] = users;

const opinions: ShopSubgraph = {
  name: 'reviews',
  sdl: `${header}
    type Mutation { addReview(upc: String!, body: String!): Review }
    type Review @key(fields: "id") @cacheControl(maxAge: 60) {
      id: ID!  body: String  product: Product  author: User @provides(fields: "username")
    }
    type User @key(fields: "id") @cacheControl(maxAge: 60) { id: ID!  username: String @external  reviews: [Review] }
    type Product @key(fields: "upc") @cacheControl(maxAge: 60) { upc: String!  reviews: [Review] }`,
  resolvers: {
    Mutation: { addReview: (_: unknown, review: { upc: string; body: string }) => ({ id: '12', ...review }) },
    Review: {
      __resolveReference: ({ id }: Reference) => reviews.find((review) => review.id === id),
      product: ({ upc }: Reference) => ({ upc }),
      author: () => author,
    },
    // As in the public benchmarks everyone has the same reviews, and the first person has written all of them.
    User: { __resolveReference: ({ id }: Reference) => ({ id }), reviews: () => firstTwo },
    Product: {
      __resolveReference: ({ upc }: Reference) => ({ upc }),
      reviews: ({ upc }: Reference) => reviews.filter((review) => review.upc === upc),
    },
  },
};

export const shop: readonly ShopSubgraph[] = [accounts, inventory, catalogue, opinions];
