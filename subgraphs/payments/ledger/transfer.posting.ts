import type { Account } from './account';
import { balanced, entry, opposite, type Posting } from './posting';

interface Movement {
  readonly id: string;
  readonly currency: string;
  readonly minor: bigint;
  readonly at: Date;
}

/** What the provider charged; the id is that of its balance transaction. */
export function feePosting({ id, currency, minor, at }: Movement): Posting {
  return moved({ kind: 'FEE', id }, currency, at, minor, 'provider:clearing', 'fees');
}

/** What an instructor or affiliate was owed and got. */
export function payoutPosting({ id, currency, minor, at, account }: Movement & { readonly account: Account }): Posting {
  return moved({ kind: 'PAYOUT', id }, currency, at, minor, 'provider:clearing', account);
}

/** A payout that came back: it is owed again. */
export function payoutReversedPosting(payout: Movement & { readonly account: Account }): Posting {
  return opposite(payoutPosting(payout), { kind: 'PAYOUT_REVERSED', id: payout.id }, payout.at);
}

/** What the provider paid out to our own bank account; negative for what it took from there. */
export function settlementPosting({ id, currency, minor, at }: Movement): Posting {
  return moved({ kind: 'SETTLEMENT', id }, currency, at, minor, 'provider:clearing', 'bank');
}

function moved(
  cause: Posting['cause'],
  currency: string,
  at: Date,
  minor: bigint,
  from: Account,
  to: Account,
): Posting {
  return balanced({ cause, currency, at, entries: [entry(to, minor), entry(from, -minor)] });
}
