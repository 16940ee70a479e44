import { world, type ItemRecord } from './data';
import { receipt } from './people';
import { fail, type WorldSubgraph } from './subgraph';

const sdl = /* GraphQL */ `
  type Query {
    item(sku: String!, warehouse: String! = "W1"): Item
    items(limit: Int = 3): [Item!]!
    shelves: [[Item!]]
    warehouse(code: String!): Warehouse
  }

  type Mutation {
    reserve(input: ReserveInput!): Reservation
  }

  input ReserveInput {
    sku: String!
    warehouse: String! = "W1"
    count: Int = 1
    notes: [NoteInput!]
  }

  input NoteInput {
    text: String!
    urgent: Boolean! = false
  }

  enum Unit {
    KG
    LB
    G
  }

  type Reservation {
    item: Item
    note: String
    receipt: Receipt!
  }

  type Receipt @shareable {
    sequence: Int!
    log: [String!]!
  }

  type Warehouse @key(fields: "code") {
    code: String!
    name: String
    items(limit: Int): [Item!]
  }

  type Item @key(fields: "id") @key(fields: "sku warehouse { code }") {
    id: ID!
    sku: String!
    warehouse: Warehouse!
    weight(unit: Unit = KG): Float
    size: Size
    book: Book
    listPrice: Int
    margin(of: Int = 10): Int
  }

  type Size {
    width: Int
    height: Int!
    area: Int!
  }

  type Book @key(fields: "isbn") {
    isbn: String!
    copies(warehouse: String): Int!
  }
`;

const perKilogram: Readonly<Record<string, number>> = { KG: 1, LB: 2.5, G: 1000 };

export function weightOf({ kilograms, id }: ItemRecord, { unit }: { unit: string | null }): number | null {
  if (kilograms === -1) return fail(`weight of ${id}`);
  return kilograms === null ? null : kilograms * (perKilogram[unit ?? 'KG'] ?? 1);
}

/** Two subgraphs give it, by turns: what one of them has never heard of has none in the other either. */
export function marginOf({ cents, sku }: ItemRecord, { of }: { of: number | null }): number | null {
  if (sku === 'glue') return null;
  return Math.round((cents ?? 0) / (of || 1));
}

export function itemOf({ sku, code }: { sku: string; code: string }): ItemRecord | null {
  return [...world.items.values()].find((item) => item.sku === sku && item.warehouseCode === code) ?? null;
}

export const warehouseOf = ({ warehouseCode }: ItemRecord) => ({ __typename: 'Warehouse', code: warehouseCode });

export const stock: WorldSubgraph = {
  name: 'stock',
  sdl,
  fields: {
    Query: {
      item: (_: unknown, { sku, warehouse }: { sku: string; warehouse: string }) => itemOf({ sku, code: warehouse }),
      items: (_: unknown, { limit }: { limit: number | null }) => [...world.items.values()].slice(0, limit ?? 9),
      shelves: () => [['i1', 'i3', 'i1'], null, ['i4', 'i5']].map((ids) => ids?.map((id) => world.items.get(id))),
      warehouse: (_: unknown, { code }: { code: string }) =>
        ['W1', 'W2'].includes(code) ? { __typename: 'Warehouse', code } : null,
    },
    Mutation: {
      reserve: (_: unknown, { input }: { input: ReserveInput }, context) => {
        const { sku, warehouse, count, notes } = input;
        if (count === 13) return fail('reserving 13');
        return {
          item: itemOf({ sku, code: warehouse }),
          note: notes?.map(({ text, urgent }) => `${text}${urgent ? '!' : ''}`).join(' '),
          receipt: receipt(context, `reserve ${count} ${sku}`),
        };
      },
    },
    Warehouse: {
      name: ({ code }: { code: string }) => (code === 'W2' ? null : `warehouse ${code}`),
      items: ({ code }: { code: string }, { limit }: { limit?: number | null }) =>
        [...world.items.values()].filter(({ warehouseCode }) => warehouseCode === code).slice(0, limit ?? 2),
    },
    Item: {
      warehouse: warehouseOf,
      weight: weightOf,
      book: ({ isbn }: ItemRecord) =>
        isbn && ([...world.media.values()].find((medium) => medium.isbn === isbn) ?? { __typename: 'Book', isbn }),
      margin: marginOf,
    },
    Size: {
      area: ({ width, height }: { width: number | null; height: number }) => width && width * height,
    },
    Book: {
      copies: ({ isbn }: { isbn: string }, { warehouse }: { warehouse?: string | null }) =>
        isbn === 'isbn-m4' ? fail('copies of m4') : isbn.length + (warehouse?.length ?? 0),
    },
  },
  references: {
    Warehouse: ({ code }: { code: string }) => ({ code }),
    Item: ({ id, sku, warehouse }: { id?: string; sku: string; warehouse: { code: string } }) =>
      id === undefined ? itemOf({ sku, code: warehouse.code }) : (world.items.get(id) ?? null),
    Book: ({ isbn }: { isbn: string }) => ({ isbn }),
  },
};

interface ReserveInput {
  readonly sku: string;
  readonly warehouse: string;
  readonly count: number | null;
  readonly notes?: readonly { readonly text: string; readonly urgent: boolean }[] | null;
}
