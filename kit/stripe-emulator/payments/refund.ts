import type Stripe from 'stripe';
import { z } from 'zod';
import { invalidRequest } from '../api/errors';
import { accepts, metadata, nothing, positive, withMetadata, word } from '../api/parameters';
import { act, create, list, resource, retrieve, edit } from '../api/resource';
import { behaviourOf } from '../cards/card';
import type { Kept } from '../engine/objects';
import { after } from '../engine/transitions';
import type { Turn } from '../engine/turn';
import { recordMovement } from './balance-transaction';
import { shownAmount } from './currencies';
import { countRefunded, makeRefund } from './make-refund';
import { refundTransitions } from './refund.states';

type Refund = Kept<'refund'>;
type Charge = Kept<'charge'>;

/** Seconds until a refund that is pending comes to its end, or one that looked fine fails. */
const SETTLES_AFTER = 600;

const createParams = accepts<Stripe.RefundCreateParams>()({
  amount: positive.optional(),
  charge: word.optional(),
  metadata: metadata.optional(),
  payment_intent: word.optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
});
const updateParams = accepts<Stripe.RefundUpdateParams>()({ metadata: metadata.optional() });

export const refunds = resource('refund', {
  path: '/refunds',
  expandable: {
    balance_transaction: 'balance_transaction',
    charge: 'charge',
    customer: 'customer',
    failure_balance_transaction: 'balance_transaction',
    payment_intent: 'payment_intent',
    payment_method: 'payment_method',
  },
  operations: [
    create(createParams, createRefund),
    list({ charge: word, payment_intent: word }),
    retrieve(),
    edit(updateParams, 'refund.updated'),
    act('cancel', nothing, (_turn, refund) => {
      throw invalidRequest(`Refund with id ${refund.id} is not cancelable: its status is ${refund.status ?? ''}.`);
    }),
  ],
});

/** Gives money back, never more than is left of the charge. */
export function createRefund(turn: Turn, given: z.infer<typeof createParams>): Refund {
  const charge = refundable(turn, given);
  const left = charge.amount - charge.amount_refunded;
  const { amount = left, reason = null } = given;
  if (left === 0)
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
  if (amount > left)
    throw invalidRequest(
      `Refund amount (${shownAmount(amount, charge.currency)}) is greater than unrefunded amount on charge (${shownAmount(left, charge.currency)})`,
      { param: 'amount' },
    );
  const method = turn.find('payment_method', charge.payment_method);
  const { refund: fate } = method ? behaviourOf(method) : {};
  const { currency } = charge;
  const refund = makeRefund(turn, charge, amount, {
    destination_details: {
      card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
      type: 'card',
    },
    metadata: withMetadata({}, given.metadata),
    reason,
    status: fate === 'pending' ? 'pending' : 'succeeded',
  });
  const movement = recordMovement(turn, {
    type: 'refund',
    amount: -amount,
    currency,
    source: refund.id,
    description: `REFUND FOR CHARGE`,
  });
  turn.change(refund, { balance_transaction: movement.id });
  countRefunded(turn, charge, amount);
  if (fate) turn.schedule(fate === 'pending' ? 'refund.settle' : 'refund.fail', refund.id, turn.now + SETTLES_AFTER);
  turn.emit('refund.created', refund);
  turn.emit('charge.refunded', charge);
  return refund;
}

/** A refund that was pending has arrived. */
export function settleRefund(turn: Turn, id: string): void {
  const refund = turn.find('refund', id);
  const status = refund && after(refundTransitions, refund.status ?? '', 'succeed');
  if (!refund || !status) return;
  turn.change(refund, { status });
  turn.emit('refund.updated', refund);
  turn.emit('charge.refund.updated', refund);
}

/** The bank could not take a refund: the money is back, and so is what is left of the charge. */
export function failRefund(turn: Turn, id: string): void {
  const refund = turn.find('refund', id);
  const status = refund && after(refundTransitions, refund.status ?? '', 'fail');
  if (!refund || !status) return;
  const { amount, currency } = refund;
  const movement = recordMovement(turn, {
    type: 'refund_failure',
    amount,
    currency,
    source: id,
    description: 'REFUND FAILURE',
  });
  turn.change(refund, { status, failure_reason: 'expired_or_canceled_card', failure_balance_transaction: movement.id });
  countRefunded(turn, turn.require('charge', refund.charge ?? ''), -amount);
  turn.emit('refund.failed', refund);
  turn.emit('refund.updated', refund);
  turn.emit('charge.refund.updated', refund);
}

function refundable(turn: Turn, { charge: chargeId, payment_intent: intentId }: z.infer<typeof createParams>): Charge {
  if ((chargeId === undefined) === (intentId === undefined))
    throw invalidRequest('One of the following params should be provided for this request: payment_intent or charge.');
  const charge = chargeId ? turn.require('charge', chargeId, 'charge') : chargeOf(turn, intentId ?? '');
  if (!charge.captured)
    throw invalidRequest(
      `This PaymentIntent (${charge.payment_intent ?? charge.id}) does not have a successful charge to refund.`,
    );
  if (charge.disputed && openDisputeOf(turn, charge))
    throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    });
  return charge;
}

function chargeOf(turn: Turn, intentId: string): Charge {
  const intent = turn.require('payment_intent', intentId, 'payment_intent');
  const charge = turn.find('charge', intent.latest_charge);
  if (charge) return charge;
  throw invalidRequest(`This PaymentIntent (${intentId}) does not have a successful charge to refund.`);
}

/** A dispute that has taken the money: there is nothing to give back. */
function openDisputeOf(turn: Turn, { id }: Charge): boolean {
  return turn.where('dispute', 'charge', id).some(({ is_charge_refundable }) => !is_charge_refundable);
}
