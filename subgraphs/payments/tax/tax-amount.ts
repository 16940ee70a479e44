import { Big } from 'big.js';
import { chargeStepOf } from '../../../kit/money/currencies';

/** How a sale is taxed: decided once, then frozen on the line. */
export interface TaxRule {
  /** Percent as decimal text: `19`, `25.5`. */
  readonly rate: string;
  /** Whose tax it is: an ISO 3166 code, such as `DE`, `CA-ON`, `ES-CN`. */
  readonly jurisdiction: string;
  /** Whether the price that people see has the tax in it. */
  readonly isInclusive: boolean;
  /** The buyer owes the tax, as a business of another member state (Directive 2006/112/EC, articles 44 and 196). */
  readonly reverseCharge: boolean;
}

/** An amount with its tax: `net + tax = gross`, always. Minor units. */
export interface TaxedAmount extends TaxRule {
  readonly net: bigint;
  readonly tax: bigint;
  readonly gross: bigint;
}

export interface Priced {
  readonly minor: bigint;
  readonly currency: string;
}

/**
 * Taxes a price. An inclusive price is what the buyer pays, whatever the rate; an exclusive one is what the tax is added to.
 * Halves round away from zero, so that the tax of `-x` is the tax of `x` reversed.
 */
export function taxOf({ minor, currency }: Priced, rule: TaxRule): TaxedAmount {
  const { rate, jurisdiction, isInclusive, reverseCharge } = rule;
  const frozen = { rate, jurisdiction, isInclusive, reverseCharge };
  if (isInclusive) {
    const tax = rounded(new Big(minor.toString()).times(rate).div(new Big(rate).plus(100)), 1n);
    return { ...frozen, net: minor - tax, tax, gross: minor };
  }
  const step = chargeStepOf(currency);
  const gross = rounded(new Big(minor.toString()).times(new Big(rate).plus(100)).div(100), step);
  return { ...frozen, net: minor, tax: gross - minor, gross };
}

/** To whole steps: what is charged has to be an amount that cards can be charged with. */
function rounded(amount: Big, step: bigint): bigint {
  return BigInt(amount.div(step.toString()).round(0, Big.roundHalfUp).toFixed()) * step;
}

/** The same amount taken back: what a credit note says of a line. */
export function reversed(amount: TaxedAmount): TaxedAmount {
  return { ...amount, net: -amount.net, tax: -amount.tax, gross: -amount.gross };
}

/**
 * The part of a taxed amount that `gross` more takes, after `taken` of it was taken before. Parts of whatever sizes add up
 * to the whole, to the last minor unit of net and tax. @throws RangeError for more than there is
 */
export function partOf(whole: TaxedAmount, gross: bigint, taken = 0n): TaxedAmount {
  const tax = proportionOf(whole.tax, { of: whole.gross, part: gross, taken });
  return { ...whole, gross, tax, net: gross - tax };
}

/**
 * What of `amount` goes with `part` of `of`, after `taken` went before: the difference of two rounded sums, so that nothing is
 * lost or made between parts. @throws RangeError for more than there is
 */
export function proportionOf(
  amount: bigint,
  { of, part, taken }: { readonly of: bigint; readonly part: bigint; readonly taken: bigint },
): bigint {
  if (part < 0n || taken < 0n || taken + part > of) throw new RangeError(`${taken} and ${part} are more than ${of}.`);
  if (of === 0n) return 0n;
  return (amount * (taken + part)) / of - (amount * taken) / of;
}
