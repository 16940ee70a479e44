import { minorPerMajor } from './currencies';

/** Of each charge Stripe keeps 2.9 % and 0.30 of most currencies. */
const PERCENT = 29n;
const PER_THOUSAND = 1_000n;
/** The fixed part in major units, times 100; 0 where the currency is too small for it to matter. */
const FIXED: Readonly<Record<string, number>> = {
  jpy: 0,
  krw: 0,
  vnd: 0,
  huf: 8_500,
  sek: 180,
  nok: 200,
  dkk: 180,
  czk: 650,
  pln: 100,
};
const USUAL_FIXED = 30;

/** What Stripe keeps of a charge, in its minor units, rounded half up. */
export function feeOf(amount: number, currency: string): number {
  const share = (BigInt(amount) * PERCENT * 2n + PER_THOUSAND) / (PER_THOUSAND * 2n);
  return Number(share) + Math.round(((FIXED[currency] ?? USUAL_FIXED) * minorPerMajor(currency)) / 100);
}

/** What a dispute costs, 15.00 of most currencies, whatever becomes of it. */
export function disputeFee(currency: string): number {
  return 15 * minorPerMajor(currency) * (minorPerMajor(currency) === 1 ? 100 : 1);
}
