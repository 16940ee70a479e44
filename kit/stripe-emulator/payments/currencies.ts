import { invalidRequest } from '../api/errors';

/** Currencies whose amounts are whole major units. */
const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
/** Three decimals, the last of which must be 0. */
const THREE_DECIMAL = new Set('bhd jod kwd omr tnd'.split(' '));
/** Two decimals, both of which must be 0. */
const WHOLE_ONLY = new Set('isk ugx'.split(' '));

/** The least that can be charged (https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts); 1 for all others. */
const MINIMUM: Readonly<Record<string, number>> = {
  usd: 50,
  aed: 200,
  aud: 50,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1_500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17_500,
  inr: 50,
  jpy: 50,
  mxn: 1_000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1_000,
};
const MAXIMUM = 99_999_999;

/** How many minor units a major unit has in this API. */
export function minorPerMajor(currency: string): number {
  if (ZERO_DECIMAL.has(currency)) return 1;
  return THREE_DECIMAL.has(currency) ? 1_000 : 100;
}

/** An amount as messages show it: `$10.99`, `¥500`. */
export function shownAmount(amount: number, currency: string): string {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(amount / minorPerMajor(currency));
}

/** @throws amount_too_small, amount_too_large, or where the currency has no such amounts */
export function requireChargeable(amount: number, currency: string): void {
  const step = THREE_DECIMAL.has(currency) ? 10 : WHOLE_ONLY.has(currency) ? 100 : 1;
  if (amount % step !== 0)
    throw invalidRequest(`Invalid amount: amounts in ${currency.toUpperCase()} must be evenly divisible by ${step}.`, {
      param: 'amount',
    });
  const minimum = MINIMUM[currency] ?? 1;
  if (amount < minimum)
    throw invalidRequest(`Amount must be at least ${shownAmount(minimum, currency)} ${currency}`, {
      code: 'amount_too_small',
      param: 'amount',
    });
  if (amount > MAXIMUM)
    throw invalidRequest(`Amount must be no more than ${shownAmount(MAXIMUM, currency)} ${currency}`, {
      code: 'amount_too_large',
      param: 'amount',
    });
}
