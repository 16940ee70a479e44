import { sum } from '../../../kit/money/shares';
import type { Account } from './account';

/** What a transaction of the ledger was caused by. */
export type CauseKind =
  | 'SALE'
  | 'UNEXPECTED'
  | 'FEE'
  | 'REFUND'
  | 'REFUND_FAILED'
  | 'DISPUTE'
  | 'DISPUTE_WON'
  | 'DISPUTE_LOST'
  | 'PAYOUT'
  | 'PAYOUT_REVERSED'
  | 'SETTLEMENT'
  | 'SUBSCRIPTION';

export interface Cause {
  readonly kind: CauseKind;
  /** Of the order, subscription charge, refund, dispute, payout, or the provider's own id. One cause is posted once. */
  readonly id: string;
}

export interface PostingEntry {
  readonly account: Account;
  /** Debit positive, credit negative. */
  readonly minor: bigint;
  /** The order line that it is about. */
  readonly lineId: string | null;
  /** From when what is owed may be paid out; null: from the start. */
  readonly availableAt: Date | null;
}

/** A balanced transaction, not yet in the ledger. */
export interface Posting {
  readonly cause: Cause;
  readonly currency: string;
  readonly at: Date;
  readonly entries: readonly PostingEntry[];
}

/** Makes an entry; what it leaves out is null. */
export function entry(
  account: Account,
  minor: bigint,
  { lineId = null, availableAt = null }: Partial<Pick<PostingEntry, 'lineId' | 'availableAt'>> = {},
): PostingEntry {
  return { account, minor, lineId, availableAt };
}

/** A posting without its empty entries. @throws RangeError where its debits are not its credits: that is our own mistake */
export function balanced({ entries, ...posting }: Posting): Posting {
  const rest = sum(entries.map(({ minor }) => minor));
  if (rest !== 0n) throw new RangeError(`${posting.cause.kind} ${posting.cause.id} is out of balance by ${rest}.`);
  return { ...posting, entries: entries.filter(({ minor }) => minor !== 0n) };
}

/** The same amounts the other way round, for another cause. */
export function opposite(posting: Posting, cause: Cause, at: Date): Posting {
  return { ...posting, cause, at, entries: posting.entries.map((each) => ({ ...each, minor: -each.minor })) };
}
