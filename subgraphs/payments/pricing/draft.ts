import { atRate, basisPoints } from '../../../kit/money/rates';
import { chargeStepOf } from '../../../kit/money/currencies';
import { allocate, sum } from '../../../kit/money/shares';
import type { QuoteItem, Reduction } from './quote.types';
import type { Discount } from './terms';

/** A line while its price is being found. */
export interface Draft {
  readonly item: QuoteItem;
  readonly list: bigint;
  /** What is left to pay, before tax that is added. */
  readonly left: bigint;
  readonly reductions: readonly Reduction[];
}

type Cause = Omit<Reduction, 'minor'>;

/** Down to what can be charged: nobody pays more than the price list says. */
export function chargeable(minor: bigint, currency: string): bigint {
  return minor - (minor % chargeStepOf(currency));
}

export function draftOf(item: QuoteItem, currency: string): Draft {
  const list = chargeable(item.list, currency);
  return { item, list, left: list, reductions: [] };
}

export function reduce(draft: Draft, minor: bigint, cause: Cause): Draft {
  if (minor === 0n) return draft;
  return { ...draft, left: draft.left - minor, reductions: [...draft.reductions, { ...cause, minor }] };
}

export const leftOf = (drafts: readonly Draft[]): bigint => sum(drafts.map(({ left }) => left));

/** What a discount takes off one amount; never more than there is. */
export function offOne(discount: Discount, amount: bigint, currency: string): bigint {
  if (discount.kind === 'PERCENT') return percent(discount.basisPoints, amount, currency);
  return discount.currency === currency ? min(chargeable(discount.minor, currency), amount) : 0n;
}

/** What a discount takes off several amounts: a percentage off each, a fixed sum off all together, by their sizes. */
export function offAll(discount: Discount, amounts: readonly bigint[], currency: string): bigint[] {
  if (discount.kind === 'PERCENT') return amounts.map((amount) => percent(discount.basisPoints, amount, currency));
  return shareOut(offOne(discount, sum(amounts), currency), amounts, currency);
}

/** `allocate`, in amounts that can be charged. */
export function shareOut(minor: bigint, weights: readonly bigint[], currency: string): bigint[] {
  const step = chargeStepOf(currency);
  return allocate(
    minor / step,
    weights.map((weight) => weight / step),
  ).map((part) => part * step);
}

function percent(points: number, amount: bigint, currency: string): bigint {
  const step = chargeStepOf(currency);
  return atRate(amount / step, basisPoints(points)) * step;
}

const min = (one: bigint, other: bigint): bigint => (one < other ? one : other);
