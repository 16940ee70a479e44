import type Stripe from 'stripe';
import type { z } from 'zod';
import { invalidRequest } from '../api/errors';
import { emptyable, flag, hash, integer, metadata, withMetadata, word } from '../api/parameters';
import { createPrice, priceData } from '../catalog/price';
import { newId } from '../engine/new-id';
import { idOf, type Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { newLine, type PlannedLine } from './invoice-plan';
import type { Period, Rhythm } from './period';
import { taxRatesOf } from './tax-rate';

type Subscription = Kept<'subscription'>;
type Item = Stripe.SubscriptionItem;

/** An item as requests give it; with an id it changes one that is there. */
export const itemParams = hash({
  id: word.optional(),
  deleted: flag.optional(),
  metadata: metadata.optional(),
  price: word.optional(),
  price_data: priceData.optional(),
  quantity: integer.refine((value) => value >= 0, 'This value must be greater than or equal to 0.').optional(),
  tax_rates: emptyable(word.array()).optional(),
});
export type GivenItem = z.infer<typeof itemParams>;

export const noPeriod: Period = { start: 0, end: 0 };

/** @throws where an item has no recurring price */
export function makeItem(turn: Turn, given: GivenItem, subscription: string, index: number, known?: Item): Item {
  const price = priceFor(turn, given, index, known);
  if (!price.recurring)
    throw invalidRequest(
      `The price specified is set to \`type=one_time\` but this field only accepts prices with \`type=recurring\`.`,
      {
        param: `items[${index}][price]`,
      },
    );
  return {
    id: known?.id ?? newId('si', 14),
    object: 'subscription_item',
    billing_thresholds: null,
    created: known?.created ?? turn.now,
    current_period_end: known?.current_period_end ?? 0,
    current_period_start: known?.current_period_start ?? 0,
    current_trial: null,
    discounts: [],
    metadata: withMetadata(known?.metadata ?? {}, given.metadata),
    plan: planOf(price),
    price: { ...price } as unknown as Stripe.Price,
    quantity: given.quantity ?? known?.quantity ?? 1,
    subscription,
    tax_rates:
      given.tax_rates === undefined
        ? (known?.tax_rates ?? [])
        : taxRatesOf(turn, given.tax_rates, `items[${index}][tax_rates]`),
  };
}

/** The items after a change, in their order. */
export function changedItems(turn: Turn, { id, items }: Subscription, given: readonly GivenItem[]): Item[] {
  const kept = items.data.flatMap((item) => {
    const index = given.findIndex((one) => one.id === item.id);
    const change = given[index];
    if (change?.deleted) return [];
    return [change ? makeItem(turn, change, id, index, item) : item];
  });
  const unknown = given.find((one) => one.id !== undefined && !items.data.some((item) => item.id === one.id));
  if (unknown)
    throw invalidRequest(`No such subscription_item: '${unknown.id ?? ''}'`, {
      code: 'resource_missing',
      param: 'items',
    });
  const added = given.flatMap((one, index) => (one.id === undefined ? [makeItem(turn, one, id, index)] : []));
  return [...kept, ...added];
}

/** How often the items are paid; the same for all. @throws where it is not */
export function rhythmOf(items: readonly Item[]): Rhythm {
  const [first, ...others] = items.map(({ price }) => price.recurring);
  if (!first) throw invalidRequest('A subscription must have at least one item.', { param: 'items' });
  if (others.some((other) => other?.interval !== first.interval || other.interval_count !== first.interval_count))
    throw invalidRequest(
      'All prices on a subscription must have the same `recurring.interval` and `recurring.interval_count`.',
      { param: 'items' },
    );
  return first;
}

export function currencyOf(items: readonly Item[]): string {
  const [first, ...others] = items.map(({ price }) => price.currency);
  if (others.some((other) => other !== first))
    throw invalidRequest('All prices on a subscription must have the same currency.', { param: 'items' });
  return first ?? '';
}

/** What an item costs for one period. */
export function amountOf({ price, quantity = 1 }: Item): number {
  return (price.unit_amount ?? 0) * quantity;
}

/** Items with their period, as a list. */
export function itemList(id: string, items: readonly Item[], { start, end }: Period): Subscription['items'] {
  const data = items.map((item) => ({ ...item, current_period_start: start, current_period_end: end }));
  return { object: 'list', data, has_more: false, url: `/v1/subscription_items?subscription=${id}` };
}

export function periodOf({ items }: Subscription): Period {
  const [first] = items.data;
  return { start: first?.current_period_start ?? 0, end: first?.current_period_end ?? 0 };
}

/** A line for an item. */
export function itemLine(
  turn: Turn,
  subscription: Pick<Subscription, 'id' | 'default_tax_rates' | 'metadata'>,
  item: Item,
  line: Pick<PlannedLine, 'amount' | 'period'> & Partial<PlannedLine>,
): PlannedLine {
  const product = idOf(item.price.product);
  const rates = item.tax_rates?.length ? item.tax_rates : (subscription.default_tax_rates ?? []);
  return newLine({
    quantity: item.quantity ?? 1,
    price: item.price.id,
    product,
    unitAmount: item.price.unit_amount ?? 0,
    rates: rates.map(({ id, percentage, inclusive }) => ({ id, percentage, inclusive })),
    metadata: subscription.metadata,
    subscription: subscription.id,
    subscriptionItem: item.id,
    description: `${item.quantity ?? 1} × ${turn.find('product', product)?.name ?? ''}`,
    ...line,
  });
}

function priceFor(turn: Turn, { price, price_data }: GivenItem, index: number, known?: Item): Kept<'price'> {
  if (price_data) return createPrice(turn, price_data);
  if (price) return turn.require('price', price, `items[${index}][price]`);
  if (known) return turn.require('price', known.price.id);
  throw invalidRequest(`Missing required param: items[${index}][price].`, {
    code: 'parameter_missing',
    param: `items[${index}][price]`,
  });
}

/** The same in the words of before there were prices. */
function planOf(price: Kept<'price'>): Stripe.Plan {
  const { id, active, unit_amount, created, currency, metadata: pairs, nickname, product, recurring } = price;
  return {
    id,
    object: 'plan',
    active,
    amount: unit_amount,
    amount_decimal: price.unit_amount_decimal as unknown as Stripe.Decimal,
    billing_scheme: 'per_unit',
    created,
    currency,
    interval: recurring?.interval ?? 'month',
    interval_count: recurring?.interval_count ?? 1,
    livemode: false,
    metadata: pairs,
    meter: null,
    nickname,
    product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  };
}
