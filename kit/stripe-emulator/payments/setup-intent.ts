import type Stripe from 'stripe';
import { z } from 'zod';
import { invalidRequest } from '../api/errors';
import { accepts, emptyable, flag, hash, metadata, text, url, withMetadata, word } from '../api/parameters';
import { act, create, list, resource, retrieve, update } from '../api/resource';
import { liveCustomer } from '../customers/live-customer';
import { methodData } from '../customers/payment-method';
import { newId, randomText } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import { after } from '../engine/transitions';
import type { Turn } from '../engine/turn';
import { chosenIn } from './open-intent';
import { setUp } from './set-up';
import { methodsOf, requireWayBack } from './way-back';
import { setupTransitions } from './setup-intent.states';

type SetupIntent = Kept<'setup_intent'>;

const common = {
  customer: word.optional(),
  description: emptyable(text).optional(),
  metadata: metadata.optional(),
  payment_method: word.optional(),
};
const createParams = accepts<Stripe.SetupIntentCreateParams>()({
  ...common,
  automatic_payment_methods: hash({
    enabled: flag,
    allow_redirects: z.enum(['always', 'never']).optional(),
  }).optional(),
  confirm: flag.optional(),
  payment_method_data: methodData.optional(),
  allowed_payment_method_types: z.array(z.literal('card')).optional(),
  return_url: url.optional(),
  usage: z.enum(['off_session', 'on_session']).optional(),
  use_stripe_sdk: flag.optional(),
});
const updateParams = accepts<Stripe.SetupIntentUpdateParams>()(common);
const confirmParams = accepts<Stripe.SetupIntentConfirmParams & { client_secret?: string }>()({
  client_secret: word.optional(),
  payment_method: word.optional(),
  payment_method_data: methodData.optional(),
  return_url: url.optional(),
  use_stripe_sdk: flag.optional(),
});
const cancelParams = accepts<Stripe.SetupIntentCancelParams>()({
  cancellation_reason: z.enum(['abandoned', 'duplicate', 'requested_by_customer']).optional(),
});
const retrieveParams = accepts<Stripe.SetupIntentRetrieveParams>()({ client_secret: word.optional() });

export const setupIntents = resource('setup_intent', {
  path: '/setup_intents',
  expandable: { customer: 'customer', payment_method: 'payment_method' },
  operations: [
    create(createParams, createSetup),
    list({ customer: word, payment_method: word }),
    retrieve(retrieveParams, { forBrowsers: true }),
    update(updateParams, updateSetup),
    act('confirm', confirmParams, confirmSetup, { forBrowsers: true }),
    act('cancel', cancelParams, cancelSetup),
  ],
});

export type NewSetup = Omit<z.infer<typeof createParams>, 'confirm'>;

function createSetup(turn: Turn, { confirm, ...given }: z.infer<typeof createParams>): SetupIntent {
  if (confirm) requireWayBack(methodsOf(given), given);
  const setup = openSetup(turn, given);
  return confirm ? setUp(turn, setup, given.return_url) : setup;
}

/** Makes a setup that waits for a card, or to be confirmed. */
export function openSetup(turn: Turn, given: NewSetup): SetupIntent {
  if (given.customer) liveCustomer(turn, given.customer);
  const method = chosenIn(turn, given);
  const id = newId('seti');
  const setup = turn.insert<'setup_intent'>({
    id,
    object: 'setup_intent',
    allowed_payment_method_types: given.allowed_payment_method_types ?? null,
    application: null,
    automatic_payment_methods: methodsOf(given),
    cancellation_reason: null,
    client_secret: `${id}_secret_${randomText(25)}`,
    created: turn.now,
    customer: given.customer ?? null,
    customer_account: null,
    description: given.description ?? null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: withMetadata({}, given.metadata),
    next_action: null,
    on_behalf_of: null,
    payment_method: method,
    payment_method_configuration_details: null,
    payment_method_options: { card: { mandate_options: null, network: null, request_three_d_secure: 'automatic' } },
    payment_method_types: ['card'],
    single_use_mandate: null,
    status: method ? 'requires_confirmation' : 'requires_payment_method',
    usage: given.usage ?? 'off_session',
  });
  turn.emit('setup_intent.created', setup);
  return setup;
}

function updateSetup(turn: Turn, setup: SetupIntent, given: z.infer<typeof updateParams>): SetupIntent {
  const { customer, description, metadata: pairs } = given;
  const method = chosenIn(turn, given);
  if (customer) liveCustomer(turn, customer);
  const status = method && after(setupTransitions, setup.status, 'choose');
  return turn.change(setup, {
    ...(customer ? { customer } : {}),
    ...(description === undefined ? {} : { description }),
    ...(method && status ? { payment_method: method, status } : {}),
    metadata: withMetadata(setup.metadata ?? {}, pairs),
  });
}

function confirmSetup(turn: Turn, setup: SetupIntent, given: z.infer<typeof confirmParams>): SetupIntent {
  requireWayBack(setup.automatic_payment_methods, given);
  const method = chosenIn(turn, given);
  if (method) turn.change(setup, { payment_method: method });
  return setUp(turn, setup, given.return_url);
}

function cancelSetup(
  turn: Turn,
  setup: SetupIntent,
  { cancellation_reason }: z.infer<typeof cancelParams>,
): SetupIntent {
  const status = after(setupTransitions, setup.status, 'cancel');
  if (!status)
    throw invalidRequest(`You cannot cancel this SetupIntent because it has a status of ${setup.status}.`, {
      code: 'setup_intent_unexpected_state',
    });
  turn.change(setup, { status, cancellation_reason: cancellation_reason ?? null, next_action: null });
  turn.emit('setup_intent.canceled', setup);
  return setup;
}
