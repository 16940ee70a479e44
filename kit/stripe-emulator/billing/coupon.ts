import type Stripe from 'stripe';
import { z } from 'zod';
import { invalidRequest } from '../api/errors';
import {
  accepts,
  currency,
  decimal,
  emptyable,
  hash,
  integer,
  metadata,
  nothing,
  positive,
  text,
  withMetadata,
  word,
} from '../api/parameters';
import { create, list, remove, resource, retrieve, edit } from '../api/resource';
import { randomText } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';

type Coupon = Kept<'coupon'>;

const createParams = accepts<Stripe.CouponCreateParams>()({
  id: word.optional(),
  amount_off: positive.optional(),
  applies_to: hash({ products: word.array() }).optional(),
  currency: currency.optional(),
  duration: z.enum(['forever', 'once', 'repeating']).optional(),
  duration_in_months: positive.optional(),
  max_redemptions: positive.optional(),
  metadata: metadata.optional(),
  name: text.max(40).optional(),
  percent_off: decimal.transform(Number).optional(),
  redeem_by: integer.optional(),
});
const updateParams = accepts<Stripe.CouponUpdateParams>()({
  metadata: metadata.optional(),
  name: emptyable(text).optional(),
});

export const coupons = resource('coupon', {
  path: '/coupons',
  present: (turn, coupon) => ({ ...coupon, valid: isValid(turn, coupon) }),
  operations: [
    create(createParams, createCoupon),
    list(),
    retrieve(),
    edit(updateParams, 'coupon.updated'),
    remove(nothing, deleteCoupon),
  ],
});

function createCoupon(turn: Turn, given: z.infer<typeof createParams>): Coupon {
  const { id = randomText(8), percent_off, amount_off, duration = 'once', duration_in_months } = given;
  if ((percent_off === undefined) === (amount_off === undefined))
    throw invalidRequest('Must provide percent_off or amount_off.');
  if (percent_off !== undefined && (percent_off <= 0 || percent_off > 100))
    throw invalidRequest('Invalid percent_off: must be greater than 0 and at most 100.', { param: 'percent_off' });
  if (amount_off !== undefined && !given.currency)
    throw invalidRequest('You must pass currency when passing amount_off', {
      code: 'parameter_missing',
      param: 'currency',
    });
  if ((duration === 'repeating') !== (duration_in_months !== undefined))
    throw invalidRequest('You must pass duration_in_months when passing duration=repeating.', {
      param: 'duration_in_months',
    });
  if (turn.find('coupon', id))
    throw invalidRequest('Coupon already exists.', { code: 'resource_already_exists', param: 'id' });
  const coupon = turn.insert<'coupon'>({
    id,
    object: 'coupon',
    amount_off: amount_off ?? null,
    ...(given.applies_to ? { applies_to: given.applies_to } : {}),
    created: turn.now,
    currency: given.currency ?? null,
    duration,
    duration_in_months: duration_in_months ?? null,
    livemode: false,
    max_redemptions: given.max_redemptions ?? null,
    metadata: withMetadata({}, given.metadata),
    name: given.name ?? null,
    percent_off: percent_off ?? null,
    redeem_by: given.redeem_by ?? null,
    times_redeemed: 0,
    valid: true,
  });
  turn.emit('coupon.created', coupon);
  return coupon;
}

/** Discounts that it gave already stay. */
function deleteCoupon(turn: Turn, coupon: Coupon): Stripe.DeletedCoupon {
  turn.remove(coupon);
  turn.emit('coupon.deleted', coupon);
  return { id: coupon.id, object: 'coupon', deleted: true };
}

/** Whether it can be used still. */
export function isValid(turn: Turn, { redeem_by, max_redemptions, times_redeemed }: Coupon): boolean {
  return (redeem_by === null || turn.now < redeem_by) && (max_redemptions === null || times_redeemed < max_redemptions);
}
