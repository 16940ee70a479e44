import type Stripe from 'stripe';
import { text, word } from '../api/parameters';
import { list, resource, retrieve, type Expandable } from '../api/resource';
import { newId } from '../engine/new-id';
import type { Kept, ObjectName } from '../engine/objects';
import type { Turn } from '../engine/turn';

type BalanceTransaction = Kept<'balance_transaction'>;
type Type = Stripe.BalanceTransaction.Type;

/** Seconds from a charge until its money is available. */
const DAYS_PENDING = 2;
const DAY = 86_400;

/** How reports call each type (https://docs.stripe.com/reports/reporting-categories). */
const REPORTED_AS: Readonly<Partial<Record<string, string>>> = {
  payment: 'charge',
  payment_refund: 'refund',
  refund_failure: 'refund_failure',
  adjustment: 'dispute',
  transfer_refund: 'transfer_reversal',
};

/** Any object in which money moved: its id says which kind it is. */
const byPrefix: Readonly<Record<string, ObjectName>> = {
  ch: 'charge',
  py: 'charge',
  re: 'refund',
  pyr: 'refund',
  du: 'dispute',
  tr: 'transfer',
  trr: 'transfer_reversal',
  po: 'payout',
};
const source: Expandable = {
  of: 'charge',
  make: (turn, { source: id }: BalanceTransaction) => {
    const name = byPrefix[(id ?? '').split('_')[0] ?? ''];
    return name ? turn.find(name, id) : null;
  },
};

export const balanceTransactions = resource('balance_transaction', {
  path: '/balance_transactions',
  expandable: { source },
  present: (turn, transaction) => ({ ...transaction, status: statusOf(turn, transaction) }),
  operations: [
    list({
      currency: text,
      payout: {
        param: word,
        matches: (movement, asked: string, turn) => turn.find('paid_out', movement.id)?.payout === asked,
      },
      source: word,
      type: text,
    }),
    retrieve(),
  ],
});

interface Movement {
  readonly type: Type;
  /** Signed: negative leaves the balance. */
  readonly amount: number;
  readonly currency: string;
  readonly fee?: number;
  readonly source: string;
  readonly description?: string | null;
  /** What reports call it, where its type does not say. */
  readonly category?: string;
  /** What leaves the balance does so at once; what comes waits, unless told otherwise. */
  readonly isAvailableAtOnce?: boolean;
  /** Seconds since 1970, where that is not two days from now. */
  readonly availableOn?: number;
}

/** Every movement of money is one of these: the balance is their sum, and nothing else. */
export function recordMovement(turn: Turn, movement: Movement): BalanceTransaction {
  const { type, amount, currency, fee = 0, source, description = null } = movement;
  const { isAvailableAtOnce = amount < 0 && movement.availableOn === undefined } = movement;
  return turn.insert<'balance_transaction'>({
    id: newId('txn'),
    object: 'balance_transaction',
    amount,
    available_on: isAvailableAtOnce ? turn.now : (movement.availableOn ?? settledOn(turn.now)),
    balance_type: 'payments',
    created: turn.now,
    currency,
    description,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [{ amount: fee, application: null, currency, description: 'Stripe processing fees', type: 'stripe_fee' }],
    net: amount - fee,
    reporting_category: movement.category ?? REPORTED_AS[type] ?? type,
    source,
    status: isAvailableAtOnce ? 'available' : 'pending',
    type,
  });
}

export function statusOf(turn: Turn, { available_on }: BalanceTransaction): 'available' | 'pending' {
  return available_on <= turn.now ? 'available' : 'pending';
}

/** The midnight (UTC) after the days of waiting. */
function settledOn(now: number): number {
  return Math.ceil(now / DAY) * DAY + (DAYS_PENDING - 1) * DAY;
}
