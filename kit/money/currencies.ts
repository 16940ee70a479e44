/**
 * Decimal places other than 2 between the minor unit in which the house counts and the major one: ISO 4217, except that
 * the ariary (MGA), whose fifths nobody pays with, is counted whole, as card networks and the provider do.
 */
const exponents: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  MGA: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
};

/** Decimal places between the minor and the major unit of a currency. */
export function exponentOf(currency: string): number {
  return exponents[currency] ?? 2;
}

/** The smallest amount that cards are charged in: with three decimals the last digit is 0 (Stripe, "Three-decimal currencies"). */
export function chargeStepOf(currency: string): bigint {
  return exponentOf(currency) === 3 ? 10n : 1n;
}
