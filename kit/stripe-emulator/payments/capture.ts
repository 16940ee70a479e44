import { invalidRequest } from '../api/errors';
import { after } from '../engine/transitions';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { takeMoney } from './make-charge';
import { intentTransitions } from './payment-intent.states';
import { releaseAuthorization } from './release';

type Intent = Kept<'payment_intent'>;

/** Takes what was authorised, or less of it; the rest goes back. @throws payment_intent_unexpected_state, amount_too_large */
export function captureIntent(
  turn: Turn,
  intent: Intent,
  { amount_to_capture }: { amount_to_capture?: number | undefined },
): Intent {
  const status = after(intentTransitions, intent.status, 'capture');
  if (!status)
    throw invalidRequest(
      `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`,
      { code: 'payment_intent_unexpected_state', payment_intent: intent },
    );
  const amount = amount_to_capture ?? intent.amount_capturable;
  if (amount > intent.amount_capturable)
    throw invalidRequest('The amount_to_capture is greater than the amount you can capture.', {
      code: 'amount_too_large',
      param: 'amount_to_capture',
    });
  const charge = turn.require('charge', intent.latest_charge ?? '');
  takeMoney(turn, charge, amount);
  releaseAuthorization(turn, charge, charge.amount - amount);
  turn.change(intent, { status, amount_received: amount, amount_capturable: 0 });
  turn.emit('charge.captured', charge);
  turn.emit('payment_intent.succeeded', intent);
  return intent;
}
