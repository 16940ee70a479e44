import { wholeAddress, withMetadata } from '../api/parameters';
import { methodOf } from '../customers/attach';
import { liveCustomer } from '../customers/live-customer';
import { createMethod } from '../customers/payment-method';
import { newId, randomText } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { requireChargeable } from './currencies';
import { methodsOf } from './way-back';
import type { IntentChange, NewIntent } from './payment-intent.parameters';

type Intent = Kept<'payment_intent'>;

/** Makes an intent that waits for a card, or to be confirmed. */
export function openIntent(turn: Turn, given: NewIntent): Intent {
  requireChargeable(given.amount, given.currency);
  if (given.customer) liveCustomer(turn, given.customer);
  const method = chosenIn(turn, given);
  const id = newId('pi');
  const intent = turn.insert<'payment_intent'>({
    id,
    object: 'payment_intent',
    allowed_payment_method_types: given.allowed_payment_method_types ?? null,
    amount: given.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: methodsOf(given),
    canceled_at: null,
    cancellation_reason: null,
    capture_method: given.capture_method ?? 'automatic_async',
    client_secret: `${id}_secret_${randomText(25)}`,
    confirmation_method: given.confirmation_method ?? 'automatic',
    created: turn.now,
    currency: given.currency,
    customer: given.customer ?? null,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: method,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: method ? 'requires_confirmation' : 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  });
  turn.change(intent, describedBy(intent, given));
  turn.emit('payment_intent.created', intent);
  return intent;
}

interface Choice {
  readonly payment_method?: string | undefined;
  readonly payment_method_data?: NewIntent['payment_method_data'];
}

/** The id of the method that a request names or brings along. */
export function chosenIn(turn: Turn, { payment_method, payment_method_data }: Choice): string | null {
  if (payment_method_data) return createMethod(turn, payment_method_data).id;
  return payment_method ? methodOf(turn, payment_method).id : null;
}

/** What a request changes of an intent beside its money. */
export function describedBy(intent: Intent, given: Partial<IntentChange>): Partial<Intent> {
  const { description, receipt_email, setup_future_usage, shipping, payment_method_options: options } = given;
  const { statement_descriptor, statement_descriptor_suffix, transfer_group } = given;
  const card = intent.payment_method_options?.card;
  return {
    ...(description === undefined ? {} : { description }),
    ...(receipt_email === undefined ? {} : { receipt_email }),
    ...(setup_future_usage === undefined ? {} : { setup_future_usage }),
    ...(shipping === undefined
      ? {}
      : { shipping: shipping && { ...shipping, address: wholeAddress(shipping.address) } }),
    ...(options?.card && card ? { payment_method_options: { card: { ...card, ...options.card } } } : {}),
    ...(statement_descriptor === undefined ? {} : { statement_descriptor }),
    ...(statement_descriptor_suffix === undefined ? {} : { statement_descriptor_suffix }),
    ...(transfer_group === undefined ? {} : { transfer_group }),
    metadata: withMetadata(intent.metadata, given.metadata),
  };
}
