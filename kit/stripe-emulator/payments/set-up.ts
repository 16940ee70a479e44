import type Stripe from 'stripe';
import { invalidRequest } from '../api/errors';
import { behaviourOf } from '../cards/card';
import type { Decline } from '../cards/test-cards';
import { attach, remember, requireUnspent } from '../customers/attach';
import type { Kept } from '../engine/objects';
import { after } from '../engine/transitions';
import type { Turn } from '../engine/turn';
import { afterSetup } from './after-payment';
import { declined, lastError } from './payment-error';
import { setupTransitions, type SetupStatus } from './setup-intent.states';
import { challenge } from './three-d-secure';

type SetupIntent = Kept<'setup_intent'>;
type PaymentMethod = Kept<'payment_method'>;

const NOT_AUTHENTICATED: Decline = {
  code: 'setup_intent_authentication_failure',
  declineCode: '',
  message: 'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
};

/** Saves a card for later, with the person present. @throws card_error where the bank refuses */
export function setUp(turn: Turn, setup: SetupIntent, returnUrl: string | undefined): SetupIntent {
  const method = turn.find('payment_method', setup.payment_method);
  if (!method)
    throw invalidRequest("You cannot confirm this SetupIntent because it's missing a payment method.", {
      code: 'setup_intent_unexpected_state',
    });
  if (method.customer === null) requireUnspent(turn, method);
  const { authentication, decline, attaches } = behaviourOf(method);
  turn.change(setup, { status: stepTo(setup, 'choose'), last_setup_error: null });
  if (decline && !attaches && !authentication) {
    fail(turn, setup, method, decline);
    throw declined(decline, method, { setup_intent: setup as Stripe.SetupIntent });
  }
  if (!authentication) return succeed(turn, setup, method);
  turn.change(setup, { status: stepTo(setup, 'ask'), next_action: challenge(turn, setup, returnUrl) });
  turn.emit('setup_intent.requires_action', setup);
  return setup;
}

/** The person came back from the page of their bank. */
export function finishSetup(turn: Turn, setup: SetupIntent, isAuthentic: boolean): SetupIntent {
  const method = turn.require('payment_method', setup.payment_method ?? '');
  turn.change(setup, { next_action: null });
  return isAuthentic ? succeed(turn, setup, method) : fail(turn, setup, method, NOT_AUTHENTICATED);
}

function succeed(turn: Turn, setup: SetupIntent, method: PaymentMethod): SetupIntent {
  const owner = turn.find('customer', setup.customer);
  if (owner) attach(turn, method.id, owner);
  remember(turn, method, { isSetUp: true });
  turn.change(setup, { status: stepTo(setup, 'succeed') });
  turn.emit('setup_intent.succeeded', setup);
  afterSetup(turn, setup);
  return setup;
}

function fail(turn: Turn, setup: SetupIntent, method: PaymentMethod, decline: Decline): SetupIntent {
  turn.change(setup, {
    status: stepTo(setup, 'decline'),
    payment_method: null,
    last_setup_error: lastError(decline, method),
  });
  turn.emit('setup_intent.setup_failed', setup);
  return setup;
}

/** @throws setup_intent_unexpected_state */
function stepTo(setup: SetupIntent, step: 'choose' | 'ask' | 'decline' | 'succeed'): SetupStatus {
  const status = after(setupTransitions, setup.status, step);
  if (status) return status;
  throw invalidRequest(`You cannot confirm this SetupIntent because it has a status of ${setup.status}.`, {
    code: 'setup_intent_unexpected_state',
    setup_intent: setup,
  });
}
