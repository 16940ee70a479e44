import { kitErrors } from '../../../kit/errors/kit-errors';
import { chargeStepOf } from '../../../kit/money/currencies';
import type { MoneyInput } from '../../../kit/money/money.input';
import type { Scope } from '../../../kit/scope/scope';
import type { Promotion } from './promotion.entity';
import type { DiscountInput, PromotionInput } from './promotion.input';

type Given = PromotionInput & { discount?: DiscountInput | null };

/** What a new one is before anything is said of it: from now on, for all of the seller's courses. */
export function undescribed(tx: Scope, organisationId: string | null): Partial<Promotion> {
  const named = { courseIds: [], categoryIds: [], instructorIds: [] };
  return { id: tx.ids.next(), organisationId, ...named, startsAt: tx.clock.now(), endsAt: null, isActive: true };
}

/** Writes what was given; what was left out stays. @throws BAD_INPUT naming what is wrong */
export function describePromotion<T extends Promotion>(promotion: T, given: Given): T {
  const { courseIds, categoryIds, instructorIds, startsAt, endsAt, isActive, discount } = given;
  if (discount) Object.assign(promotion, discountColumns(discount));
  Object.assign(promotion, {
    courseIds: courseIds ?? promotion.courseIds,
    categoryIds: categoryIds ?? promotion.categoryIds,
    instructorIds: instructorIds ?? promotion.instructorIds,
    startsAt: startsAt ?? promotion.startsAt,
    endsAt: endsAt === undefined ? promotion.endsAt : endsAt,
    isActive: isActive ?? promotion.isActive,
  });
  if (promotion.endsAt && promotion.endsAt <= promotion.startsAt)
    throw kitErrors.BAD_INPUT({ fields: { endsAt: 'It ends after it starts.' } });
  return promotion;
}

/** @throws BAD_INPUT for an amount that no card is charged, and for one that is not positive */
export function requireAmount({ minor, currency }: MoneyInput, field: string): void {
  if (minor <= 0n || minor > largest)
    throw kitErrors.BAD_INPUT({ fields: { [field]: `More than 0, at most ${largest}.` } });
  if (minor % chargeStepOf(currency) !== 0n)
    throw kitErrors.BAD_INPUT({ fields: { [field]: `The last digit of an amount in ${currency} is 0.` } });
}

function discountColumns({ basisPoints, amount }: DiscountInput): Partial<Promotion> {
  if (basisPoints != null && amount == null) return { basisPoints, fixedMinor: null, fixedCurrency: null };
  if (amount == null || basisPoints != null)
    throw kitErrors.BAD_INPUT({ fields: { discount: 'Give a percentage or an amount, not both.' } });
  requireAmount(amount, 'discount.amount');
  return { basisPoints: null, fixedMinor: amount.minor, fixedCurrency: amount.currency };
}

const largest = 100_000_000_000n;
