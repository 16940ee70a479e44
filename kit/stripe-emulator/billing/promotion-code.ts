import type Stripe from 'stripe';
import { z } from 'zod';
import { invalidRequest } from '../api/errors';
import { accepts, currency, flag, hash, integer, metadata, positive, withMetadata, word } from '../api/parameters';
import { create, list, resource, retrieve, edit } from '../api/resource';
import { liveCustomer } from '../customers/live-customer';
import { newId, randomText } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { isValid } from './coupon';

type PromotionCode = Kept<'promotion_code'>;

const createParams = accepts<Stripe.PromotionCodeCreateParams>()({
  active: flag.optional(),
  code: z
    .string()
    .regex(/^[a-zA-Z0-9-]{1,500}$/, 'Invalid code')
    .optional(),
  customer: word.optional(),
  expires_at: integer.optional(),
  max_redemptions: positive.optional(),
  metadata: metadata.optional(),
  promotion: hash({ type: z.literal('coupon'), coupon: word }),
  restrictions: hash({
    first_time_transaction: flag.optional(),
    minimum_amount: positive.optional(),
    minimum_amount_currency: currency.optional(),
  }).optional(),
});
const updateParams = accepts<Stripe.PromotionCodeUpdateParams>()({
  active: flag.optional(),
  metadata: metadata.optional(),
});

export const promotionCodes = resource('promotion_code', {
  path: '/promotion_codes',
  expandable: { 'promotion.coupon': 'coupon', customer: 'customer' },
  present: (turn, code) => ({ ...code, active: isUsable(turn, code) }),
  operations: [
    create(createParams, createCode),
    list({
      active: { param: flag, matches: ({ active }, asked: boolean) => active === asked },
      code: { param: word, matches: ({ code }, asked: string) => code.toLowerCase() === asked.toLowerCase() },
      coupon: { param: word, matches: ({ promotion }, asked: string) => promotion.coupon === asked },
      customer: word,
    }),
    retrieve(),
    edit(updateParams, 'promotion_code.updated'),
  ],
});

function createCode(turn: Turn, given: z.infer<typeof createParams>): PromotionCode {
  const { code = randomText(8).toUpperCase(), customer, promotion, restrictions } = given;
  const { id: coupon } = turn.require('coupon', promotion.coupon, 'promotion[coupon]');
  if (customer) liveCustomer(turn, customer);
  if (codeNamed(turn, code))
    throw invalidRequest(`An active promotion code with \`code: ${code}\` already exists.`, { param: 'code' });
  const made = turn.insert<'promotion_code'>({
    id: newId('promo'),
    object: 'promotion_code',
    active: given.active ?? true,
    code,
    created: turn.now,
    customer: customer ?? null,
    customer_account: null,
    expires_at: given.expires_at ?? null,
    livemode: false,
    max_redemptions: given.max_redemptions ?? null,
    metadata: withMetadata({}, given.metadata),
    promotion: { coupon, type: 'coupon' },
    restrictions: {
      first_time_transaction: restrictions?.first_time_transaction ?? false,
      minimum_amount: restrictions?.minimum_amount ?? null,
      minimum_amount_currency: restrictions?.minimum_amount_currency ?? null,
    },
    times_redeemed: 0,
  });
  turn.emit('promotion_code.created', made);
  return made;
}

/** The code that somebody typed, if it can be used still; capital letters do not count. */
export function codeNamed(turn: Turn, code: string): PromotionCode | null {
  const all = turn.all('promotion_code').all();
  return all.find((entry) => entry.code.toLowerCase() === code.toLowerCase() && isUsable(turn, entry)) ?? null;
}

export function isUsable(turn: Turn, code: PromotionCode): boolean {
  const { active, expires_at, max_redemptions, times_redeemed, promotion } = code;
  const coupon = turn.find('coupon', promotion.coupon as string | null);
  return (
    active &&
    coupon !== null &&
    isValid(turn, coupon) &&
    (expires_at === null || turn.now < expires_at) &&
    (max_redemptions === null || times_redeemed < max_redemptions)
  );
}
