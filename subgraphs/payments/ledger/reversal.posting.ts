import { sum } from '../../../kit/money/shares';
import { proportionUpTo } from '../tax/tax-amount';
import type { Account } from './account';
import { balanced, entry, opposite, type Posting, type PostingEntry } from './posting';
import type { Portion } from './revenue-share';
import { isShare } from './sale.posting';

/** How much of a line is taken back. */
export interface ReversedLine {
  readonly lineId: string;
  /** Minor units, tax included. */
  readonly gross: bigint;
  /** Whose the line's gross amount was when it was sold, the platform first. */
  readonly portions: readonly Portion[];
  /** What was taken back before, by account; what failed refunds gave back is not in it. */
  readonly before: ReadonlyMap<Account, bigint>;
  /** Of the sale: what is still pending is taken from there, and the rest from what is available. */
  readonly availableAt: Date | null;
}

export interface Reversal {
  readonly id: string;
  readonly currency: string;
  readonly at: Date;
  readonly lines: readonly ReversedLine[];
}

/** Money that went back to the buyer: each portion of each line gives its part, and all refunds of a line together the whole. */
export function refundPosting({ id, currency, at, lines }: Reversal): Posting {
  return balanced({ cause: { kind: 'REFUND', id }, currency, at, entries: takenBack(lines, 'provider:clearing') });
}

export interface Amount {
  readonly id: string;
  readonly currency: string;
  readonly minor: bigint;
  readonly at: Date;
}

/** A payment that no order waits for, which goes back as soon as may be. */
export function unexpectedPosting({ id, currency, minor, at }: Amount): Posting {
  const entries = [entry('provider:clearing', minor), entry('unallocated', -minor)];
  return balanced({ cause: { kind: 'UNEXPECTED', id }, currency, at, entries });
}

/** It has gone back. */
export function unexpectedRefundPosting({ id, currency, minor, at }: Amount): Posting {
  const entries = [entry('unallocated', minor), entry('provider:clearing', -minor)];
  return balanced({ cause: { kind: 'REFUND', id }, currency, at, entries });
}

/** A refund that the buyer's bank sent back: as if it had not been. */
export function refundFailedPosting(refund: Posting, at: Date): Posting {
  return opposite(refund, { kind: 'REFUND_FAILED', id: refund.cause.id }, at);
}

/** A bank holds the money back until it has decided. `held` is what it keeps from being paid out meanwhile. */
export function disputePosting({ id, currency, minor, at }: Amount, held: readonly PostingEntry[] = []): Posting {
  const entries = [entry('disputes', minor), entry('provider:clearing', -minor), ...held];
  return balanced({ cause: { kind: 'DISPUTE', id }, currency, at, entries });
}

/** The bank gives it back. */
export function disputeWonPosting(dispute: Amount): Posting {
  return opposite(disputePosting(dispute), { kind: 'DISPUTE_WON', id: dispute.id }, dispute.at);
}

/** The buyer keeps it: the sale is taken back like by a refund, with what the bank held. What was held is held no more. */
export function disputeLostPosting({ id, currency, at, lines }: Reversal, held: readonly PostingEntry[] = []): Posting {
  const released = held.map((each) => ({ ...each, minor: -each.minor }));
  const entries = [...takenBack(lines, 'disputes'), ...released];
  return balanced({ cause: { kind: 'DISPUTE_LOST', id }, currency, at, entries });
}

/** A moment that no payout waits for. */
const never = new Date('9999-12-31T00:00:00Z');

/** What people would lose by a dispute: it is theirs still, but not paid out before the dispute is decided. */
export function heldBack(lines: readonly ReversedLine[]): PostingEntry[] {
  const shares = lines.flatMap(partsOf).filter(({ account }) => isShare(account));
  return shares.flatMap((share) => [share, { ...share, minor: -share.minor, availableAt: never }]);
}

function takenBack(lines: readonly ReversedLine[], from: Account): PostingEntry[] {
  return lines.flatMap((line) => [entry(from, -line.gross, { lineId: line.lineId }), ...partsOf(line)]);
}

/** The platform, which is first, gives what rounding leaves: so the parts of one reversal add up to it, and all of them to the line. */
function partsOf({ lineId, gross, portions, before, availableAt }: ReversedLine): PostingEntry[] {
  const whole = sum(portions.map(({ minor }) => minor));
  const reached = sum([...before.values()]) + gross;
  const [, ...others] = portions;
  const parts = others.map(({ account, minor }) => {
    const part = proportionUpTo(reached, minor, whole) - (before.get(account) ?? 0n);
    return entry(account, part, { lineId, availableAt: isShare(account) ? availableAt : null });
  });
  const rest = gross - sum(parts.map(({ minor }) => minor));
  return [entry('refunds', rest, { lineId }), ...parts];
}
