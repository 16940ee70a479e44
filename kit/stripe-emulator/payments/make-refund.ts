import { newId } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';

type Refund = Kept<'refund'>;

/** Writes a refund of a charge down; that money moves is up to whoever gives it back. */
export function makeRefund(turn: Turn, charge: Kept<'charge'>, amount: number, more: Partial<Refund> = {}): Refund {
  const { id, currency, customer, payment_intent, payment_method } = charge;
  return turn.insert<'refund'>({
    id: newId('re'),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: id,
    created: turn.now,
    currency,
    customer,
    customer_account: null,
    metadata: {},
    payment_intent,
    payment_method,
    reason: null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
    ...more,
  });
}

/** Counts what was given back of a charge; negative where it could not be. */
export function countRefunded(turn: Turn, charge: Kept<'charge'>, amount: number): void {
  const total = charge.amount_refunded + amount;
  turn.change(charge, { amount_refunded: total, refunded: total === charge.amount });
}
