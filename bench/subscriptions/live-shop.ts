import { shop, type ShopSubgraph } from '../shop/subgraphs';

/** The shop, where reviews can be followed. */
export const liveShop: readonly ShopSubgraph[] = shop.map((subgraph) =>
  subgraph.name === 'reviews'
    ? { ...subgraph, sdl: `${subgraph.sdl}\ntype Subscription { reviewAdded: Review }` }
    : subgraph,
);

/** The event comes from one subgraph, and its product from another. */
export const operation = 'subscription { reviewAdded { id body product { name price } } }';
