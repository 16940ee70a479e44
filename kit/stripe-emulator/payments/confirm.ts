import type Stripe from 'stripe';
import { invalidRequest } from '../api/errors';
import { behaviourOf } from '../cards/card';
import type { Decline } from '../cards/test-cards';
import { attach, methodOf, remember, requireUnspent } from '../customers/attach';
import { after } from '../engine/transitions';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { afterPayment } from './after-payment';
import { openDispute } from './open-dispute';
import { makeCharge } from './make-charge';
import { AUTHENTICATION_REQUIRED, declined, lastError } from './payment-error';
import { intentTransitions, type IntentStatus } from './payment-intent.states';
import { challenge } from './three-d-secure';

type Intent = Kept<'payment_intent'>;
type PaymentMethod = Kept<'payment_method'>;

/** Seconds after which an authorisation that nobody captured is given back. */
const AUTHORIZATION_LASTS = 7 * 86_400;

export interface Confirmation {
  readonly payment_method?: string | undefined;
  /** The person is not there: nobody can authenticate. */
  readonly off_session?: boolean | undefined;
  readonly error_on_requires_action?: boolean | undefined;
  readonly return_url?: string | undefined;
}

/** Tries to pay. @throws card_error where the card is refused; the intent can be tried again with another */
export function confirmIntent(turn: Turn, intent: Intent, confirmation: Confirmation): Intent {
  const method = chosenMethod(turn, intent, confirmation.payment_method);
  const status = stepTo(intent, 'choose');
  turn.change(intent, { payment_method: method.id, status, last_payment_error: null, next_action: null });
  if (!needsAuthentication(turn, intent, method, confirmation)) return pay(turn, intent, method, false);
  if (confirmation.off_session || confirmation.error_on_requires_action)
    throw decline(turn, intent, method, AUTHENTICATION_REQUIRED);
  turn.change(intent, { status: stepTo(intent, 'ask'), next_action: challenge(turn, intent, confirmation.return_url) });
  turn.emit('payment_intent.requires_action', intent);
  return intent;
}

/** The person came back from the page of their bank. */
export function finishAuthentication(turn: Turn, intent: Intent, isAuthentic: boolean): Intent {
  const method = turn.require('payment_method', intent.payment_method ?? '');
  turn.change(intent, { next_action: null });
  if (isAuthentic) return pay(turn, intent, method, true);
  const failure: Decline = {
    code: 'payment_intent_authentication_failure',
    declineCode: '',
    message:
      'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
  };
  const { decline_code: _none, ...error } = lastError(failure, method);
  turn.change(intent, {
    status: stepTo(intent, 'decline'),
    payment_method: null,
    last_payment_error: { ...error, type: 'invalid_request_error' },
  });
  turn.emit('payment_intent.payment_failed', intent);
  return intent;
}

/** @throws payment_intent_unexpected_state where nothing can be tried any more */
export function requireConfirmable(intent: Intent): void {
  stepTo(intent, 'choose');
}

/** @throws payment_intent_unexpected_state */
function stepTo(intent: Intent, step: 'choose' | 'ask' | 'decline' | 'authorize' | 'succeed'): IntentStatus {
  const status = after(intentTransitions, intent.status, step);
  if (status) return status;
  const why =
    intent.status === 'succeeded'
      ? 'it has already succeeded after being previously confirmed'
      : `it has a status of ${intent.status}`;
  throw invalidRequest(`You cannot confirm this PaymentIntent because ${why}.`, {
    code: 'payment_intent_unexpected_state',
    payment_intent: intent,
  });
}

function chosenMethod(turn: Turn, intent: Intent, id: string | undefined): PaymentMethod {
  const chosen = id ?? intent.payment_method;
  if (!chosen)
    throw invalidRequest(
      "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
      { code: 'payment_intent_unexpected_state', payment_intent: intent },
    );
  stepTo(intent, 'choose');
  const method = methodOf(turn, chosen);
  if (method.customer !== null && method.customer !== intent.customer)
    throw invalidRequest(
      intent.customer === null
        ? `The PaymentMethod ${method.id} belongs to a Customer. Please include the Customer in the \`customer\` parameter on the PaymentIntent.`
        : `The PaymentMethod ${method.id} does not belong to the Customer you supplied (${intent.customer}).`,
      { param: 'payment_method' },
    );
  if (method.customer === null) requireUnspent(turn, method);
  return method;
}

function needsAuthentication(
  turn: Turn,
  intent: Intent,
  method: PaymentMethod,
  { off_session }: Confirmation,
): boolean {
  const { authentication } = behaviourOf(method);
  if (authentication === 'always') return true;
  if (authentication === 'unlessSetUp') return !(off_session && turn.find('method_history', method.id)?.isSetUp);
  const { request_three_d_secure: wish } = intent.payment_method_options?.card ?? {};
  return !off_session && (wish === 'any' || wish === 'challenge');
}

function pay(turn: Turn, intent: Intent, method: PaymentMethod, isAuthenticated: boolean): Intent {
  const { decline: refusal, dispute } = behaviourOf(method);
  if (refusal) throw decline(turn, intent, method, refusal, isAuthenticated);
  if (method.customer === null) keep(turn, intent, method);
  if (isAuthenticated && intent.setup_future_usage === 'off_session') remember(turn, method, { isSetUp: true });
  const isCaptured = intent.capture_method !== 'manual';
  const status = stepTo(intent, isCaptured ? 'succeed' : 'authorize');
  const charge = makeCharge(turn, intent, method, { isCaptured, isAuthenticated });
  turn.change(intent, {
    status,
    latest_charge: charge.id,
    ...(isCaptured ? { amount_received: intent.amount } : { amount_capturable: intent.amount }),
  });
  turn.emit(isCaptured ? 'payment_intent.succeeded' : 'payment_intent.amount_capturable_updated', intent);
  if (!isCaptured) turn.schedule('authorization.expire', intent.id, turn.now + AUTHORIZATION_LASTS);
  afterPayment(turn, intent);
  if (dispute && isCaptured) openDispute(turn, charge, dispute);
  return intent;
}

/** A method is saved for the customer, or it is used up. */
function keep(turn: Turn, { customer, setup_future_usage }: Intent, method: PaymentMethod): void {
  const owner = turn.find('customer', customer);
  if (owner && setup_future_usage) attach(turn, method.id, owner);
  else remember(turn, method, { isSpent: true });
}

/** Writes down that a payment failed. @returns the refusal to answer with */
function decline(turn: Turn, intent: Intent, method: PaymentMethod, refusal: Decline, isAuthenticated = false) {
  const charge = makeCharge(turn, intent, method, { decline: refusal, isCaptured: false, isAuthenticated });
  turn.change(intent, {
    status: stepTo(intent, 'decline'),
    payment_method: null,
    latest_charge: charge.id,
    last_payment_error: lastError(refusal, method, charge.id),
    next_action: null,
  });
  turn.emit('payment_intent.payment_failed', intent);
  return declined(refusal, method, { charge: charge.id, payment_intent: intent as Stripe.PaymentIntent });
}
