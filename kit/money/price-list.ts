import { kitErrors } from '../errors/kit-errors';
import { chargeStepOf } from './currencies';

/** Every price list has a price in this currency: it is what the catalogue sorts by and what other currencies fall back to. */
export const baseCurrency = 'EUR';

export interface Price {
  readonly currency: string;
  readonly minor: bigint;
}

/**
 * A price list as it is kept: one price per currency, the base currency among them and first, free in all currencies or in none.
 * @throws BAD_INPUT naming what is wrong.
 */
export function priceList(given: readonly { currency: string; minor: bigint | number }[]): Price[] {
  const prices = given.map(({ currency, minor }) => ({ currency: currency.toUpperCase(), minor: BigInt(minor) }));
  if (prices.length === 0) return [];
  const problem = problemOf(prices);
  if (problem) throw kitErrors.BAD_INPUT({ fields: { prices: problem } });
  return baseFirst(prices);
}

/** The same prices, the base currency first, the others by code. */
export function baseFirst<T extends Price>(prices: readonly T[]): T[] {
  const rank = ({ currency }: T): string => (currency === baseCurrency ? '' : currency);
  return prices.toSorted((left, right) => (rank(left) < rank(right) ? -1 : 1));
}

/** The price in a currency, else in the base currency; null where nothing is priced. */
export function priceIn<T extends Price>(prices: readonly T[], currency: string | null | undefined): T | null {
  const wanted = prices.find((price) => price.currency === currency?.toUpperCase());
  return wanted ?? prices.find((price) => price.currency === baseCurrency) ?? null;
}

function problemOf(prices: readonly Price[]): string | null {
  const currencies = new Set(prices.map((price) => price.currency));
  if (currencies.size < prices.length) return 'Give each currency once.';
  if (!currencies.has(baseCurrency)) return `Give a price in ${baseCurrency} too: the catalogue sorts by it.`;
  if (prices.some(({ minor }) => minor < 0n || minor > largestPrice))
    return `An amount lies between 0 and ${largestPrice} minor units.`;
  const uncharged = prices.find(({ currency, minor }) => minor % chargeStepOf(currency) !== 0n);
  if (uncharged) return `The last digit of an amount in ${uncharged.currency} is 0: cards are not charged less.`;
  const free = prices.filter(({ minor }) => minor === 0n).length;
  return free > 0 && free < prices.length ? 'A course is free in every currency or in none.' : null;
}

const largestPrice = 100_000_000_000n;
