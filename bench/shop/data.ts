/** A paragraph to cut texts of a given length from. */
const paragraph =
  'A table is bought once and lived with for years, so look at the joints before you look at the price. Ours came well packed, took two people twenty minutes to put up, and has not moved since. The surface forgives a hot cup but not a wet one; wipe it the same evening. We have had children paint on it, a cat sleep on it and forty guests eat from it, and it still stands as it did on the first day. The drawers run quietly and close by themselves. What we would change is the colour, which is warmer in the shop than under our lamps, and the length of the screws, of which two were missing and came by post within the week. Whoever has less room should take the smaller one: it folds, and weighs half. Delivery was on the hour that had been promised, the people were kind, and everything they brought went away with them again. All in all a good piece of work, and worth what it costs.';

export const users = ['Ada', 'Bela', 'Chidi', 'Dalia', 'Emre', 'Freya'].map((first, index) => ({
  id: String(index + 1),
  name: `${first} Example`,
  username: first.toLowerCase(),
}));

export const products = [
  { name: 'Table', price: 899, weight: 100, inStock: true },
  { name: 'Couch', price: 1_299, weight: 1_000, inStock: false },
  { name: 'Glass', price: 15, weight: 20, inStock: false },
  { name: 'Chair', price: 499, weight: 100, inStock: false },
  { name: 'Screen', price: 1_299, weight: 1_000, inStock: true },
  { name: 'Lamp', price: 6_999, weight: 300, inStock: true },
  { name: 'Grill', price: 3_999, weight: 2_000, inStock: true },
  { name: 'Fridge', price: 100_000, weight: 6_000, inStock: false },
  { name: 'Sofa', price: 9_999, weight: 800, inStock: true },
].map((product, index) => ({ upc: String(index + 1), ...product }));

/** Length of the text, and the product that it is about. */
const opinions = [
  [446, '1'],
  [290, '1'],
  [276, '1'],
  [144, '1'],
  [446, '2'],
  [290, '2'],
  [276, '2'],
  [144, '2'],
  [144, '3'],
  [144, '4'],
  [838, '4'],
] as const;

export const reviews = opinions.map(([length, upc], index) => ({
  id: String(index + 1),
  body: paragraph.slice(0, length),
  upc,
}));

/** What the wide list is made of: entities of two subgraphs. */
export const items = Array.from({ length: 1_000 }, (_, index) => ({
  id: `item-${index + 1}`,
  name: `Item number ${index + 1}`,
  price: 100 + ((index * 37) % 900),
  quantity: (index * 13) % 50,
}));
