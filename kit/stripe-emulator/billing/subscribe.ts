import { invalidRequest } from '../api/errors';
import { withMetadata } from '../api/parameters';
import { attachedMethod } from '../customers/attach';
import { liveCustomer } from '../customers/live-customer';
import { newId } from '../engine/new-id';
import { idOf, type Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { openSetup } from '../payments/setup-intent';
import { billNow } from './bill';
import { collect, collectByItself, methodFor } from './collect';
import { redeem } from './discount';
import { moveSubscription } from './move-subscription';
import { periodFrom } from './period';
import { schedulePeriod } from './renew';
import { currencyOf, itemLine, itemList, makeItem, periodOf, rhythmOf } from './subscription-items';
import { trialSettingsOf, type NewSubscription } from './subscription.parameters';
import { taxRatesOf } from './tax-rate';
import { atTimeOf } from './time-of';
import { periodLines } from './upcoming';

type Subscription = Kept<'subscription'>;

/** So long a first invoice waits. */
const INCOMPLETE_LASTS = 23 * 3_600;
const DAY = 86_400;

/** Begins a subscription and asks for its first payment. @throws card_error with `error_if_incomplete`: then nothing has happened */
export function subscribe(here: Turn, given: NewSubscription): Subscription {
  const customer = liveCustomer(here, given.customer);
  const turn = atTimeOf(here, customer);
  const { payment_behavior: behavior = 'allow_incomplete' } = given;
  if (behavior !== 'error_if_incomplete') return begin(turn, customer, given, behavior);
  return turn.engine.allOrNothing(() => begin(turn, customer, given, behavior));
}

function begin(
  turn: Turn,
  customer: Kept<'customer'>,
  given: NewSubscription,
  behavior: NonNullable<NewSubscription['payment_behavior']>,
): Subscription {
  const subscription = makeSubscription(turn, customer, given);
  const invoice = firstInvoice(turn, subscription);
  if (invoice.amount_due === 0) return subscription;
  const hasMethod = methodFor(turn, invoice, subscription) !== null;
  if (subscription.collection_method === 'send_invoice') moveSubscription(turn, subscription, 'pay');
  else if (behavior === 'error_if_incomplete') collect(turn, invoice, { isPresent: false });
  else if (behavior === 'allow_incomplete') {
    if (!hasMethod)
      throw invalidRequest(
        'This customer has no attached payment source or default payment method. Please consider adding a default payment method.',
        {
          code: 'resource_missing',
        },
      );
    if (given.off_session) collectByItself(turn, invoice);
    else collectWithPerson(turn, invoice);
  }
  return subscription;
}

function collectWithPerson(turn: Turn, invoice: Kept<'invoice'>): void {
  try {
    collect(turn, invoice, { isPresent: true });
  } catch {
    // The subscription is incomplete, and says so itself.
  }
}

/** The subscription as it begins, with its first period; nothing is charged. */
export function makeSubscription(turn: Turn, customer: Kept<'customer'>, given: NewSubscription): Subscription {
  const id = newId('sub');
  const items = given.items.map((item, index) => makeItem(turn, item, id, index));
  const currency = currencyOf(items);
  const rhythm = rhythmOf(items);
  if (given.default_payment_method)
    attachedMethod(turn, given.default_payment_method, customer, 'default_payment_method');
  const trialEnd = trialEndOf(turn, given);
  const anchor = trialEnd ?? turn.now;
  const period = trialEnd === null ? periodFrom(turn.now, anchor, rhythm) : { start: turn.now, end: trialEnd };
  const {
    cancel_at_period_end: endsWithPeriod = false,
    collection_method = 'charge_automatically',
    days_until_due,
  } = given;
  const subscription = turn.insert<'subscription'>({
    id,
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: anchor,
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible' },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: given.cancel_at ?? (endsWithPeriod ? period.end : null),
    cancel_at_period_end: endsWithPeriod,
    canceled_at: endsWithPeriod || given.cancel_at ? turn.now : null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method,
    created: turn.now,
    currency,
    customer: customer.id,
    customer_account: null,
    days_until_due: collection_method === 'send_invoice' ? (days_until_due ?? 30) : null,
    default_payment_method: given.default_payment_method ?? null,
    default_source: null,
    default_tax_rates: taxRatesOf(turn, given.default_tax_rates, 'default_tax_rates'),
    description: given.description ?? null,
    discounts: redeem(turn, given.discounts, { customer: customer.id, subscription: id }).map(
      (discount) => discount.id,
    ),
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    items: itemList(id, items, period),
    latest_invoice: null,
    livemode: false,
    managed_payments: null,
    metadata: withMetadata({}, given.metadata),
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: given.payment_settings?.payment_method_types ?? null,
      save_default_payment_method: given.payment_settings?.save_default_payment_method ?? 'off',
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: turn.now,
    status: trialEnd === null ? 'incomplete' : 'trialing',
    test_clock: customer.test_clock ?? null,
    transfer_data: null,
    trial_end: trialEnd,
    trial_settings: trialSettingsOf(given.trial_settings),
    trial_start: trialEnd === null ? null : turn.now,
  });
  turn.emit('customer.subscription.created', subscription);
  schedulePeriod(turn, subscription);
  if (given.cancel_at) turn.schedule('subscription.end', id, given.cancel_at);
  if (trialEnd === null) turn.schedule('subscription.expire', id, turn.now + INCOMPLETE_LASTS);
  else if (!methodFor(turn, subscription, subscription)) askForCard(turn, subscription);
  return subscription;
}

/** What is to be paid at once; during a trial that is nothing, and an invoice of nothing says so. */
export function firstInvoice(turn: Turn, subscription: Subscription): Kept<'invoice'> {
  const period = periodOf(subscription);
  const lines =
    subscription.status === 'trialing'
      ? subscription.items.data.map((item) =>
          itemLine(turn, subscription, item, { amount: 0, period, description: 'Trial period' }),
        )
      : periodLines(turn, subscription, period);
  const invoice = billNow(turn, subscription, lines, 'subscription_create', { start: turn.now, end: turn.now });
  return invoice;
}

/** For the end of the trial. */
function askForCard(turn: Turn, subscription: Subscription): void {
  const setup = openSetup(turn, { customer: idOf(subscription.customer) });
  turn.change(subscription, { pending_setup_intent: setup.id });
}

function trialEndOf(turn: Turn, { trial_end, trial_period_days }: NewSubscription): number | null {
  if (trial_period_days !== undefined) return turn.now + trial_period_days * DAY;
  if (trial_end === undefined || trial_end === 'now') return null;
  if (trial_end <= turn.now)
    throw invalidRequest('Invalid timestamp: must be an integer Unix timestamp in the future.', { param: 'trial_end' });
  return trial_end;
}
