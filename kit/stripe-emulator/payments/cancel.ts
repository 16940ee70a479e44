import { invalidRequest } from '../api/errors';
import { after } from '../engine/transitions';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { intentTransitions } from './payment-intent.states';
import { releaseAuthorization } from './release';

type Intent = Kept<'payment_intent'>;

/** Calls a payment off; what was authorised goes back. @throws payment_intent_unexpected_state */
export function cancelIntent(turn: Turn, intent: Intent, reason: Intent['cancellation_reason']): Intent {
  const status = after(intentTransitions, intent.status, 'cancel');
  if (!status)
    throw invalidRequest(
      `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_confirmation, requires_action, processing.`,
      { code: 'payment_intent_unexpected_state', payment_intent: intent },
    );
  const charge = turn.find('charge', intent.latest_charge);
  if (charge && intent.status === 'requires_capture') releaseAuthorization(turn, charge, charge.amount);
  turn.change(intent, {
    status,
    canceled_at: turn.now,
    cancellation_reason: reason,
    amount_capturable: 0,
    next_action: null,
  });
  turn.emit('payment_intent.canceled', intent);
  return intent;
}

/** The bank gives an authorisation up that nobody captured in time. */
export function expireAuthorization(turn: Turn, id: string): void {
  const intent = turn.find('payment_intent', id);
  if (intent?.status !== 'requires_capture') return;
  turn.emit('charge.expired', turn.require('charge', intent.latest_charge ?? ''));
  cancelIntent(turn, intent, 'automatic');
}
