import { newId } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { countRefunded, makeRefund } from '../payments/make-refund';
import { recordMovement } from '../payments/balance-transaction';

interface Received {
  readonly amount: number;
  readonly currency: string;
  readonly transfer: string;
  readonly transfer_group?: string | undefined;
  readonly availableOn?: number;
  readonly isAvailableAtOnce?: boolean;
}

/** What a transfer is for the account that gets it: a payment (`py_…`). */
export function receive(turn: Turn, received: Received): Kept<'charge'> {
  const { amount, currency, transfer, transfer_group = null } = received;
  const id = newId('py');
  const { id: movement } = recordMovement(turn, { type: 'payment', ...received, source: id });
  const payment = turn.insert<'charge'>({
    id,
    object: 'charge',
    amount,
    amount_captured: amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: movement,
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    calculated_statement_descriptor: null,
    captured: true,
    created: turn.now,
    currency,
    customer: null,
    description: null,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: false,
    metadata: {},
    on_behalf_of: null,
    outcome: null,
    paid: true,
    payment_intent: null,
    payment_method: null,
    payment_method_details: { stripe_account: {}, type: 'stripe_account' },
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: transfer,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'succeeded',
    transfer_data: null,
    transfer_group,
  });
  turn.emit('payment.created', payment);
  return payment;
}

/** What its reversal is for that account: a refund (`pyr_…`). */
export function giveBack(turn: Turn, payment: Kept<'charge'>, amount: number, reversal: string): Kept<'refund'> {
  const { currency } = payment;
  const id = newId('pyr');
  const movement = recordMovement(turn, {
    type: 'payment_refund',
    amount: -amount,
    currency,
    source: id,
    isAvailableAtOnce: true,
  });
  countRefunded(turn, payment, amount);
  return makeRefund(turn, payment, amount, {
    id,
    balance_transaction: movement.id,
    source_transfer_reversal: reversal,
  });
}
