import { newId } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';

/** Gives back what was authorised and never taken: no money moves. */
export function releaseAuthorization(turn: Turn, charge: Kept<'charge'>, amount: number): void {
  if (amount === 0) return;
  const { payment_intent, customer, payment_method, currency, id } = charge;
  turn.insert<'refund'>({
    id: newId('re'),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: id,
    created: turn.now,
    currency,
    customer,
    customer_account: null,
    destination_details: { card: { type: 'reversal' }, type: 'card' },
    metadata: {},
    payment_intent,
    payment_method,
    reason: null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  });
  turn.change(charge, {
    amount_refunded: charge.amount_refunded + amount,
    refunded: charge.amount_refunded + amount === charge.amount,
  });
  turn.emit('charge.refunded', charge);
}
