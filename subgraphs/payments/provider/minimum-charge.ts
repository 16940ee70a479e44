import { exponentOf } from '../../../kit/money/currencies';

/** In major units, by https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts (November 2026). */
const minimums: Readonly<Record<string, number>> = {
  USD: 0.5,
  AED: 2,
  AUD: 0.5,
  BRL: 0.5,
  CAD: 0.5,
  CHF: 0.5,
  CZK: 15,
  DKK: 2.5,
  EUR: 0.5,
  GBP: 0.3,
  HKD: 4,
  HUF: 175,
  INR: 0.5,
  JPY: 50,
  MXN: 10,
  MYR: 2,
  NOK: 3,
  NZD: 0.5,
  PLN: 2,
  RON: 2,
  SEK: 3,
  SGD: 0.5,
  THB: 10,
};

/** The least that cards are charged with, in minor units; of a currency that the provider names no minimum for it is 1. */
export function minimumChargeOf(currency: string): bigint {
  const major = minimums[currency];
  return major === undefined ? 1n : BigInt(Math.round(major * 10 ** exponentOf(currency)));
}
