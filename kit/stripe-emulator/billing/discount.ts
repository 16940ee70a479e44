import { z } from 'zod';
import { DateTime } from 'luxon';
import { invalidRequest } from '../api/errors';
import { hash, word } from '../api/parameters';
import type { Resource } from '../api/resource';
import { newId } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import type { Reduction } from './amounts';
import { isValid } from './coupon';
import { isUsable } from './promotion-code';

type Discount = Kept<'discount'>;
type Coupon = Kept<'coupon'>;

/** How requests name discounts. */
export const discountParams = z.array(
  hash({ coupon: word.optional(), promotion_code: word.optional(), discount: word.optional() }),
);
type Given = z.infer<typeof discountParams>[number];

/** A discount is part of what it reduces. */
export const discounts: Resource = {
  object: 'discount',
  expandable: { customer: 'customer', promotion_code: 'promotion_code', 'source.coupon': 'coupon' },
  operations: [],
};

interface For {
  readonly customer: string | null;
  readonly subscription?: string;
  readonly invoice?: string;
  readonly session?: string;
  /** What is bought, for codes that want a minimum. */
  readonly amount?: number;
  readonly currency?: string;
}

/** Redeems coupons and codes. @throws where one is over, or not for this buyer or amount */
export function redeem(turn: Turn, given: readonly Given[] | null | undefined, what: For): Discount[] {
  return (given ?? []).map((one, index) => redeemOne(turn, one, what, `discounts[${index}]`));
}

function redeemOne(
  turn: Turn,
  { coupon: couponId, promotion_code, discount }: Given,
  what: For,
  param: string,
): Discount {
  if (discount) return turn.require('discount', discount, `${param}[discount]`);
  const code = promotion_code ? turn.require('promotion_code', promotion_code, `${param}[promotion_code]`) : null;
  if (code) requireFor(turn, code, what, param);
  const coupon = turn.require(
    'coupon',
    (code?.promotion.coupon as string | undefined) ?? couponId ?? '',
    `${param}[coupon]`,
  );
  if (!isValid(turn, coupon))
    throw invalidRequest(`Coupon ${coupon.id} is used up or has expired.`, { code: 'coupon_expired', param });
  turn.change(coupon, { times_redeemed: coupon.times_redeemed + 1 });
  if (code) turn.change(code, { times_redeemed: code.times_redeemed + 1 });
  const id = newId('di');
  const { percent_off: percentOff, amount_off: amountOff, applies_to, duration } = coupon;
  turn.insert<'reduction'>({
    id,
    object: 'reduction',
    percentOff,
    amountOff,
    products: applies_to?.products ?? null,
    currency: coupon.currency,
    isOnce: duration === 'once',
  });
  return turn.insert<'discount'>({
    id,
    object: 'discount',
    checkout_session: what.session ?? null,
    customer: what.customer,
    customer_account: null,
    end: endOf(coupon, turn.now),
    invoice: what.invoice ?? null,
    invoice_item: null,
    promotion_code: code?.id ?? null,
    source: { coupon: coupon.id, type: 'coupon' },
    start: turn.now,
    subscription: what.subscription ?? null,
    subscription_item: null,
  });
}

/** Those of some ids that reduce what is bought at this moment. A coupon that is no more reduces still: it was redeemed. */
export function reductionsOf(turn: Turn, ids: readonly string[], currency: string): Reduction[] {
  return ids.flatMap((id) => {
    const [discount, reduction] = [turn.find('discount', id), turn.find('reduction', id)];
    const isOver = discount?.end !== null && discount?.end !== undefined && turn.now >= discount.end;
    const isOther = reduction?.currency !== null && reduction?.currency !== currency;
    return reduction && !isOver && !isOther ? [reduction] : [];
  });
}

/** Those that go on after an invoice. */
export function lasting(turn: Turn, ids: readonly string[]): string[] {
  return ids.filter((id) => turn.find('reduction', id)?.isOnce === false);
}

/** Null: never, or, once, after the next invoice. */
function endOf({ duration, duration_in_months }: Coupon, now: number): number | null {
  if (duration !== 'repeating') return null;
  return DateTime.fromSeconds(now, { zone: 'utc' })
    .plus({ months: duration_in_months ?? 0 })
    .toUnixInteger();
}

function requireFor(
  turn: Turn,
  code: Kept<'promotion_code'>,
  { customer, amount, currency }: For,
  param: string,
): void {
  const refuse = (message: string) => invalidRequest(message, { code: 'promotion_code_invalid', param });
  if (!isUsable(turn, code))
    throw refuse('This promotion code cannot be redeemed because it is used up or has expired.');
  if (code.customer !== null && code.customer !== customer)
    throw refuse('This promotion code cannot be redeemed because the associated customer is another one.');
  const { first_time_transaction, minimum_amount, minimum_amount_currency } = code.restrictions;
  const hasPaid = customer !== null && turn.where('charge', 'customer', customer).some(({ paid }) => paid);
  if (first_time_transaction && hasPaid)
    throw refuse('This promotion code cannot be redeemed because the associated customer has prior transactions.');
  if (
    minimum_amount !== null &&
    amount !== undefined &&
    (currency !== minimum_amount_currency || amount < minimum_amount)
  )
    throw refuse('This promotion code cannot be redeemed because the order does not reach its minimum amount.');
}
