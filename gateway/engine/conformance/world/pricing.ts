import { world, type ItemRecord } from './data';
import { itemOf, marginOf, warehouseOf, weightOf } from './stock';
import { attempt, fail, knowing, requiring, type WorldSubgraph } from './subgraph';

const sdl = /* GraphQL */ `
  type Query {
    bargain: Item
    bargains(currency: Currency): [Item]
    rates: [[Money]!]!
  }

  enum Unit {
    KG
    LB
    G
  }

  enum Currency {
    EUR
    USD
    DOGE @inaccessible
  }

  type Money {
    amount: Int!
    currency: Currency!
  }

  type Warehouse @key(fields: "code") {
    code: String!
  }

  type Item @key(fields: "sku warehouse { code }") {
    sku: String!
    warehouse: Warehouse!
    weight(unit: Unit = KG): Float @external
    size: Size @external
    price(currency: Currency = EUR): Money
    total: Money!
    shipping(express: Boolean = false): Int @requires(fields: "weight(unit: LB) size { width height }")
    insurance(level: Int = 1): Int @requires(fields: "weight(unit: G)")
    listPrice: Int @override(from: "stock")
    margin(of: Int = 10): Int @override(from: "stock", label: "percent(50)")
  }

  type Size {
    width: Int @external
    height: Int! @external
  }
`;

interface Shipped {
  readonly weight: number | null;
  readonly size: { readonly width: number | null; readonly height: number } | null;
}

const isKnown = ({ sku }: ItemRecord): boolean => sku !== 'glue';

function shippingOf({ weight, size }: Shipped, { express }: { express: boolean | null }): number | null {
  if (size && size.width === null) return fail('shipping without a width');
  return weight === null ? null : Math.round(weight * (express ? 3 : 2)) + (size ? (size.width ?? 0) * size.height : 0);
}

function shippedInWorld(item: ItemRecord): Shipped {
  return { weight: attempt(() => weightOf(item, { unit: 'LB' })), size: item.size };
}

/** \`shipping(express: true)\` for whoever requires it. */
export function expressShipping(item: ItemRecord): number | null {
  return isKnown(item) ? attempt(() => shippingOf(shippedInWorld(item), { express: true })) : null;
}

const money = (cents: number | null, currency: string | null) => cents !== null && { amount: cents, currency };

export const pricing: WorldSubgraph = {
  name: 'pricing',
  sdl,
  fields: {
    Query: {
      bargain: () => world.items.get('i4'),
      bargains: () => ['i2', '', 'i5', 'i1', 'i2'].map((id) => world.items.get(id) ?? null),
      rates: () => [
        [
          { amount: 1, currency: 'EUR' },
          { amount: 2, currency: 'DOGE' },
        ],
        [],
        [null, { amount: 2 ** 40, currency: 'USD' }],
      ],
    },
    Item: {
      warehouse: warehouseOf,
      ...knowing(isKnown, {
        price: ({ cents }: ItemRecord, { currency }: { currency: string | null }) => money(cents, currency) || null,
        total: ({ cents, id }: ItemRecord) => money(cents, id === 'i4' ? 'DOGE' : 'USD') || null,
        shipping: requiring(shippedInWorld, shippingOf),
        insurance: requiring(
          (item: ItemRecord) => ({ weight: attempt(() => weightOf(item, { unit: 'G' })) }),
          ({ weight }, { level }: { level: number | null }) => weight && Math.round(weight * (level ?? 0)),
        ),
        listPrice: ({ cents }: ItemRecord) => cents && cents + 1,
        margin: marginOf,
      }),
    },
  },
  references: {
    Warehouse: ({ code }: { code: string }) => ({ code }),
    Item: ({ sku, warehouse }: { sku: string; warehouse: { code: string } }) => {
      const item = itemOf({ sku, code: warehouse.code });
      return item && isKnown(item) ? item : null;
    },
  },
};
