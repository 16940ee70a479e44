import { sum } from '../../../kit/money/shares';
import { leftOf, offAll, reduce, type Draft } from './draft';
import type { Quote } from './quote.types';
import { covers, type CouponRefusal, type CouponTerms } from './terms';

interface Sides {
  /** With the campaigns that apply. */
  readonly withCampaigns: readonly Draft[];
  readonly withoutCampaigns: readonly Draft[];
  readonly currency: string;
}

interface Settled extends Pick<Quote, 'appliedCoupons' | 'refusedCoupons'> {
  readonly drafts: readonly Draft[];
}

/**
 * Takes off what the coupons do. A coupon that does not stack takes the place of the campaigns on the lines it covers,
 * where that is cheaper. Percentages come before fixed sums, whatever the order of entering.
 */
export function withCoupons(coupons: readonly CouponTerms[], sides: Sides): Settled {
  const accepted: CouponTerms[] = [];
  const refusedCoupons: Quote['refusedCoupons'][number][] = [];
  const refuse = ({ id, code }: CouponTerms, reason: CouponRefusal): number =>
    refusedCoupons.push({ id, code, reason });
  for (const coupon of coupons) {
    const reason = refusalOf(coupon, accepted, sides);
    if (reason) refuse(coupon, reason);
    else accepted.push(coupon);
  }
  const appliedCoupons: Quote['appliedCoupons'][number][] = [];
  let drafts = startFor(accepted, sides);
  for (const coupon of percentFirst(accepted)) {
    const after = taken(coupon, drafts, sides.currency);
    const minor = leftOf(drafts) - leftOf(after);
    if (minor === 0n) refuse(coupon, 'NO_GAIN');
    else appliedCoupons.push({ id: coupon.id, code: coupon.code, minor });
    drafts = after;
  }
  return { drafts, appliedCoupons, refusedCoupons };
}

function refusalOf(coupon: CouponTerms, accepted: readonly CouponTerms[], sides: Sides): CouponRefusal | null {
  if (coupon.refusal) return coupon.refusal;
  if (accepted.some(({ id }) => id === coupon.id)) return 'NOT_WITH_OTHERS';
  if (accepted.length > 0 && !(coupon.isStackable && accepted.every(({ isStackable }) => isStackable)))
    return 'NOT_WITH_OTHERS';
  const { discount, minimum } = coupon;
  const start = startFor([coupon], sides);
  const covered = start.filter(({ item }) => covers(coupon, item));
  if (covered.length === 0) return 'NOT_FOR_THESE_COURSES';
  const currencies = [discount.kind === 'FIXED' ? discount.currency : null, minimum?.currency ?? null];
  if (currencies.some((currency) => currency !== null && currency !== sides.currency)) return 'OTHER_CURRENCY';
  if (minimum && leftOf(covered) < minimum.minor) return 'MINIMUM_NOT_REACHED';
  const gain = leftOf(sides.withCampaigns) - leftOf(taken(coupon, start, sides.currency));
  return gain > 0n ? null : 'NO_GAIN';
}

/** What the coupons come on top of. */
function startFor(coupons: readonly CouponTerms[], { withCampaigns, withoutCampaigns }: Sides): readonly Draft[] {
  const replacing = coupons.find(({ isStackable }) => !isStackable);
  if (!replacing) return withCampaigns;
  return withoutCampaigns.map((draft, index) =>
    covers(replacing, draft.item) ? draft : (withCampaigns[index] ?? draft),
  );
}

function taken(coupon: CouponTerms, drafts: readonly Draft[], currency: string): Draft[] {
  const amounts = drafts.map(({ item, left }) => (covers(coupon, item) ? left : 0n));
  if (sum(amounts) === 0n) return [...drafts];
  const off = offAll(coupon.discount, amounts, currency);
  const cause = { kind: 'COUPON', id: coupon.id, label: coupon.code } as const;
  return drafts.map((draft, index) => reduce(draft, off[index] ?? 0n, cause));
}

const percentFirst = (coupons: readonly CouponTerms[]): CouponTerms[] =>
  coupons.toSorted((one, other) => rank(one) - rank(other));

const rank = ({ discount }: CouponTerms): number => (discount.kind === 'PERCENT' ? 0 : 1);
