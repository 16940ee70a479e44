import type Stripe from 'stripe';
import { z } from 'zod';
import { invalidRequest } from '../api/errors';
import {
  accepts,
  currency,
  emptyable,
  flag,
  hash,
  integer,
  metadata,
  positive,
  text,
  withMetadata,
  word,
} from '../api/parameters';
import { create, list, resource, retrieve, search, update } from '../api/resource';
import { newId } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { createProduct } from './product';

type Price = Kept<'price'>;

const amount = integer.refine((value) => value >= 0, 'This value must be greater than or equal to 0.');
const taxBehavior = z.enum(['exclusive', 'inclusive', 'unspecified']);
const recurring = hash({
  interval: z.enum(['day', 'week', 'month', 'year']),
  interval_count: positive.optional(),
});
const productData = hash({
  name: text,
  description: text.optional(),
  images: text.array().optional(),
  metadata: metadata.optional(),
  tax_code: word.optional(),
  unit_label: text.optional(),
});
/** A price that is made while something is sold. */
export const priceData = hash({
  currency,
  product: word.optional(),
  product_data: productData.optional(),
  recurring: recurring.optional(),
  tax_behavior: taxBehavior.optional(),
  unit_amount: amount,
});
const createParams = accepts<Stripe.PriceCreateParams>()({
  active: flag.optional(),
  currency,
  lookup_key: text.optional(),
  metadata: metadata.optional(),
  nickname: text.optional(),
  product: word.optional(),
  product_data: hash({ name: text, metadata: metadata.optional(), unit_label: text.optional() }).optional(),
  recurring: recurring.optional(),
  tax_behavior: taxBehavior.optional(),
  transfer_lookup_key: flag.optional(),
  unit_amount: amount,
});
const updateParams = accepts<Stripe.PriceUpdateParams>()({
  active: flag.optional(),
  lookup_key: text.optional(),
  metadata: metadata.optional(),
  nickname: emptyable(text).optional(),
  tax_behavior: taxBehavior.optional(),
  transfer_lookup_key: flag.optional(),
});

export const prices = resource('price', {
  path: '/prices',
  expandable: { product: 'product' },
  operations: [
    create(createParams, createPrice),
    search(['active', 'currency', 'lookup_key', 'metadata', 'product', 'type']),
    list({
      active: flag,
      currency,
      product: word,
      type: z.enum(['one_time', 'recurring']),
      lookup_keys: {
        param: word.array(),
        matches: ({ lookup_key }, keys: string[]) => keys.includes(lookup_key ?? ''),
      },
    }),
    retrieve(),
    update(updateParams, updatePrice),
  ],
});

type NewPrice = z.infer<typeof createParams> | z.infer<typeof priceData>;

/** @throws where neither a product nor what to make one of is given */
export function createPrice(turn: Turn, given: NewPrice): Price {
  const more = {
    active: true,
    lookup_key: undefined,
    nickname: undefined,
    metadata: undefined,
    transfer_lookup_key: false,
    ...given,
  };
  const { product, product_data, recurring: rhythm, unit_amount } = given;
  if ((product === undefined) === (product_data === undefined))
    throw invalidRequest('You must pass either `product` or `product_data`.', {
      code: 'parameter_missing',
      param: 'product',
    });
  const { id } = product_data ? createProduct(turn, product_data) : turn.require('product', product ?? '', 'product');
  takeLookupKey(turn, more.lookup_key, more.transfer_lookup_key);
  const price = turn.insert<'price'>({
    id: newId('price'),
    object: 'price',
    active: more.active,
    billing_scheme: 'per_unit',
    created: turn.now,
    currency: given.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: more.lookup_key ?? null,
    metadata: withMetadata({}, more.metadata),
    nickname: more.nickname ?? null,
    product: id,
    recurring: rhythm
      ? {
          interval: rhythm.interval,
          interval_count: rhythm.interval_count ?? 1,
          meter: null,
          trial_period_days: null,
          usage_type: 'licensed',
        }
      : null,
    tax_behavior: given.tax_behavior ?? 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: rhythm ? 'recurring' : 'one_time',
    unit_amount,
    unit_amount_decimal: String(unit_amount),
  });
  turn.emit('price.created', price);
  return price;
}

function updatePrice(turn: Turn, price: Price, given: z.infer<typeof updateParams>): Price {
  const { lookup_key, metadata: pairs, transfer_lookup_key = false, ...plain } = given;
  if (lookup_key !== price.lookup_key) takeLookupKey(turn, lookup_key, transfer_lookup_key);
  turn.change(price, {
    ...plain,
    ...(lookup_key === undefined ? {} : { lookup_key }),
    metadata: withMetadata(price.metadata, pairs),
  });
  turn.emit('price.updated', price);
  return price;
}

/** A key belongs to one price at a time. */
function takeLookupKey(turn: Turn, key: string | undefined, isTaken: boolean): void {
  const [owner] = key === undefined ? [] : turn.where('price', 'lookup_key', key);
  if (!owner) return;
  if (!isTaken)
    throw invalidRequest(`A price (\`${owner.id}\`) already uses that lookup key.`, { param: 'lookup_key' });
  turn.change(owner, { lookup_key: null });
}
