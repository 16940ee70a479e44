import type Stripe from 'stripe';
import { invalidRequest } from '../api/errors';
import { accepts, emptyable, integer, metadata, text, word } from '../api/parameters';
import { act, list, resource, retrieve, search, edit } from '../api/resource';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { captureIntent } from './capture';

type Charge = Kept<'charge'>;

const updateParams = accepts<Stripe.ChargeUpdateParams>()({
  description: emptyable(text).optional(),
  metadata: metadata.optional(),
  receipt_email: emptyable(text).optional(),
  transfer_group: word.optional(),
});

export const charges = resource('charge', {
  path: '/charges',
  expandable: {
    balance_transaction: 'balance_transaction',
    customer: 'customer',
    failure_balance_transaction: 'balance_transaction',
    payment_intent: 'payment_intent',
    refunds: { of: 'refund', make: refundsOf },
  },
  operations: [
    search(['amount', 'created', 'currency', 'customer', 'disputed', 'metadata', 'refunded', 'status']),
    list({ customer: word, payment_intent: word, transfer_group: word }),
    retrieve(),
    edit(updateParams, 'charge.updated'),
    act('capture', accepts<Stripe.ChargeCaptureParams>()({ amount: integer.optional() }), captureCharge),
  ],
});

function captureCharge(turn: Turn, charge: Charge, { amount }: { amount?: number | undefined }): Charge {
  if (charge.captured || charge.refunded)
    throw invalidRequest(`Charge ${charge.id} has already been captured.`, { code: 'charge_already_captured' });
  const intent = turn.require('payment_intent', charge.payment_intent ?? '');
  captureIntent(turn, intent, amount === undefined ? {} : { amount_to_capture: amount });
  return charge;
}

function refundsOf(turn: Turn, { id }: Charge): object {
  const data = turn.where('refund', 'charge', id).reverse();
  return { object: 'list', data, has_more: false, url: `/v1/charges/${id}/refunds` };
}
