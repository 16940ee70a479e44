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
 * The part of a taxed amount that `gross` more takes, after `before` was taken of it. Parts of whatever sizes add up to the
 * whole, to the last minor unit of net and tax, also where one of them was given back. @throws RangeError for more than there is
 */
export function partOf(
  whole: TaxedAmount,
  gross: bigint,
  before: Pick<TaxedAmount, 'gross' | 'tax'> = noPart,
): TaxedAmount {
  const tax = proportionUpTo(before.gross + gross, whole.tax, whole.gross) - before.tax;
  return { ...whole, gross, tax, net: gross - tax };
}

const noPart = { gross: 0n, tax: 0n };

/**
 * What of `amount` goes with the first `upTo` of `whole`. What a part takes is the difference to what went before, so that
 * nothing is lost or made between parts. @throws RangeError for more than there is
 */
export function proportionUpTo(upTo: bigint, amount: bigint, whole: bigint): bigint {
  if (upTo < 0n || upTo > whole) throw new RangeError(`${upTo} is not a part of ${whole}.`);
  return whole === 0n ? 0n : (amount * upTo) / whole;
}
