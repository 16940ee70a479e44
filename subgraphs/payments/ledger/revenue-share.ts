import { allocate, split } from '../../../kit/money/shares';
import { affiliatePayable, instructorPayable, type Account } from './account';

/** Who gets a part of a line's net amount; frozen when it is ordered. */
export interface RevenueShare {
  readonly kind: 'INSTRUCTOR' | 'AFFILIATE';
  readonly userId: string;
  /** Hundredths of a percent of the net amount. */
  readonly basisPoints: number;
}

/** All of it. */
export const wholeShare = 10_000;

/** What an account gets of an amount. */
export interface Portion {
  readonly account: Account;
  readonly minor: bigint;
}

/**
 * Shares a net amount out, to the last minor unit. The platform, which comes first, keeps what nobody else gets.
 * @throws RangeError where more than everything is promised
 */
export function splitOf(net: bigint, shares: readonly RevenueShare[]): Portion[] {
  const promised = shares.reduce((sum, { basisPoints }) => sum + basisPoints, 0);
  if (promised > wholeShare) throw new RangeError(`Shares of ${promised} basis points are more than there is.`);
  const weights = [wholeShare - promised, ...shares.map(({ basisPoints }) => basisPoints)].map(BigInt);
  const accounts = ['platform:revenue' as const, ...shares.map(accountOf)];
  return allocate(net, weights).map((minor, index) => ({ account: accounts[index]!, minor }));
}

function accountOf({ kind, userId }: RevenueShare): Account {
  return kind === 'INSTRUCTOR' ? instructorPayable(userId) : affiliatePayable(userId);
}

/** Co-instructors without another agreement get equal parts of what instructors get together: no basis point is lost. */
export function equalShares(instructorIds: readonly string[], basisPoints: number): RevenueShare[] {
  if (instructorIds.length === 0) return [];
  const parts = split(BigInt(basisPoints), instructorIds.length).map(Number);
  return instructorIds.map((userId, index) => ({ kind: 'INSTRUCTOR', userId, basisPoints: parts[index]! }));
}

/** One portion for each account, in order: a person may be instructor and affiliate, or share twice. */
export function merged(portions: readonly Portion[]): Portion[] {
  const sums = new Map<Account, bigint>();
  for (const { account, minor } of portions) sums.set(account, (sums.get(account) ?? 0n) + minor);
  return [...sums].map(([account, minor]) => ({ account, minor }));
}
