import { chargeStepOf } from './currencies';

/**
 * How Stripe counts where it differs from the house (https://docs.stripe.com/currencies, "Special cases"): these two have
 * no decimals any more, but its API goes on with two, which must be 00.
 */
const wholeInHundredths: ReadonlySet<string> = new Set(['ISK', 'UGX']);

/** Minor units of the house in those of Stripe's API. @throws RangeError for an amount that cannot be charged: round it first. */
export function toProvider(minor: bigint, currency: string): number {
  if (minor % chargeStepOf(currency) !== 0n) throw new RangeError(`${currency} is not charged in steps of 1.`);
  const amount = wholeInHundredths.has(currency) ? minor * 100n : minor;
  if (amount > BigInt(Number.MAX_SAFE_INTEGER) || amount < BigInt(Number.MIN_SAFE_INTEGER))
    throw new RangeError('The provider counts in numbers: this amount is past what they hold.');
  return Number(amount);
}

/** The way back. @throws RangeError for a fraction of what is counted whole */
export function fromProvider(amount: number, currency: string): bigint {
  const minor = BigInt(amount);
  if (!wholeInHundredths.has(currency)) return minor;
  if (minor % 100n !== 0n) throw new RangeError(`${currency} is counted whole: ${amount} hundredths are not.`);
  return minor / 100n;
}
