import type Stripe from 'stripe';
import type { z } from 'zod';
import { invalidRequest } from '../api/errors';
import { accepts, positive, word } from '../api/parameters';
import { act, create, list, resource, retrieve, search, update } from '../api/resource';
import { liveCustomer } from '../customers/live-customer';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { cancelIntent } from './cancel';
import { captureIntent } from './capture';
import { confirmIntent, requireConfirmable } from './confirm';
import { requireChargeable } from './currencies';
import { cancelParams, confirmParams, createParams, updateParams } from './payment-intent.parameters';
import { chosenIn, describedBy, openIntent } from './open-intent';
import { methodsOf, requireWayBack } from './way-back';

type Intent = Kept<'payment_intent'>;

const retrieveParams = accepts<Stripe.PaymentIntentRetrieveParams>()({ client_secret: word.optional() });
const captureParams = accepts<Stripe.PaymentIntentCaptureParams>()({ amount_to_capture: positive.optional() });

export const paymentIntents = resource('payment_intent', {
  path: '/payment_intents',
  expandable: { customer: 'customer', latest_charge: 'charge', payment_method: 'payment_method' },
  operations: [
    create(createParams, createIntent),
    search(['amount', 'created', 'currency', 'customer', 'metadata', 'status']),
    list({ customer: word }),
    retrieve(retrieveParams, { forBrowsers: true }),
    update(updateParams, updateIntent),
    act('confirm', confirmParams, confirm, { forBrowsers: true }),
    act('capture', captureParams, captureIntent),
    act('cancel', cancelParams, (turn, intent, { cancellation_reason = null }) =>
      cancelIntent(turn, intent, cancellation_reason),
    ),
  ],
});

function createIntent(turn: Turn, { confirm: isConfirmed, ...given }: z.infer<typeof createParams>): Intent {
  if (given.off_session !== undefined && !isConfirmed)
    throw invalidRequest('You cannot set `off_session` when `confirm` is not true.', { param: 'off_session' });
  if (isConfirmed) requireWayBack(methodsOf(given), given);
  const intent = openIntent(turn, given);
  return isConfirmed ? confirmIntent(turn, intent, given) : intent;
}

function updateIntent(turn: Turn, intent: Intent, given: z.infer<typeof updateParams>): Intent {
  const { amount = intent.amount, currency = intent.currency, customer } = given;
  const isMoney = amount !== intent.amount || currency !== intent.currency || given.payment_method !== undefined;
  if (isMoney && !intent.status.startsWith('requires_'))
    throw invalidRequest(
      `This PaymentIntent's amount could not be updated because it has a status of ${intent.status}.`,
      {
        code: 'payment_intent_unexpected_state',
        payment_intent: intent,
      },
    );
  requireChargeable(amount, currency);
  if (customer) liveCustomer(turn, customer);
  const method = chosenIn(turn, given) ?? intent.payment_method;
  const isWaiting = intent.status === 'requires_payment_method' && method !== null;
  turn.change(intent, {
    ...describedBy(intent, given),
    amount,
    currency,
    payment_method: method,
    ...(customer ? { customer } : {}),
    ...(isWaiting ? { status: 'requires_confirmation' as const } : {}),
  });
  return intent;
}

function confirm(turn: Turn, intent: Intent, given: z.infer<typeof confirmParams>): Intent {
  requireConfirmable(intent);
  requireWayBack(intent.automatic_payment_methods, given);
  const method = chosenIn(turn, given);
  turn.change(intent, describedBy(intent, given));
  return confirmIntent(turn, intent, { ...given, payment_method: method ?? undefined });
}
