import { invalidRequest } from '../api/errors';
import { withMetadata } from '../api/parameters';
import { attachedMethod } from '../customers/attach';
import { idOf, type Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { billNow } from './bill';
import { collect, collectByItself } from './collect';
import { redeem } from './discount';
import { addItem } from './pending-items';
import { moveSubscription } from './move-subscription';
import { proration } from './prorate';
import { beginPeriod, schedulePeriod } from './renew';
import { changedItems, currencyOf, itemList, periodOf, rhythmOf } from './subscription-items';
import { trialSettingsOf, type SubscriptionChange } from './subscription.parameters';
import { subscriptionTransitions } from './subscription.states';
import { taxRatesOf } from './tax-rate';
import { atTimeOf } from './time-of';
import { periodLines } from './upcoming';

type Subscription = Kept<'subscription'>;
type Invoice = Kept<'invoice'>;

/** Changes a subscription; what is owed for that is billed now or with the next invoice. @throws card_error with `error_if_incomplete` */
export function changeSubscription(here: Turn, subscription: Subscription, given: SubscriptionChange): Subscription {
  const turn = atTimeOf(here, here.require('customer', idOf(subscription.customer)));
  const strict = given.payment_behavior === 'error_if_incomplete';
  const work = (): Subscription => {
    const invoice = applyChange(turn, subscription, given);
    if (invoice?.status !== 'open' || invoice.collection_method !== 'charge_automatically') return subscription;
    if (strict) collect(turn, invoice);
    else if (given.payment_behavior !== 'default_incomplete') collectByItself(turn, invoice);
    return subscription;
  };
  return strict ? turn.engine.allOrNothing(work) : work();
}

/** The change itself, without any payment. @returns the invoice that it led to at once */
export function applyChange(turn: Turn, subscription: Subscription, given: SubscriptionChange): Invoice | null {
  if (Object.keys(subscriptionTransitions[subscription.status as 'active'] ?? {}).length === 0)
    throw invalidRequest('A canceled subscription can only update its cancellation_details and metadata.', {
      code: 'resource_missing',
    });
  const previous = {
    status: subscription.status,
    items: subscription.items,
    cancel_at_period_end: subscription.cancel_at_period_end,
  };
  turn.change(subscription, plainChanges(turn, subscription, given));
  changeEnd(turn, subscription, given);
  const invoice = changeItems(turn, subscription, given) ?? changeTrial(turn, subscription, given);
  turn.emit('customer.subscription.updated', subscription, previous);
  return invoice;
}

function plainChanges(turn: Turn, subscription: Subscription, given: SubscriptionChange): Partial<Subscription> {
  const {
    default_payment_method: method,
    default_tax_rates,
    discounts,
    pause_collection: pause,
    payment_settings,
    cancellation_details,
  } = given;
  const customer = turn.require('customer', idOf(subscription.customer));
  if (method) attachedMethod(turn, method, customer, 'default_payment_method');
  if (pause?.resumes_at) turn.schedule('subscription.resumeCollection', subscription.id, pause.resumes_at);
  const details = {
    comment: null,
    feedback: null,
    feedback_option: null,
    reason: null,
    ...subscription.cancellation_details,
  };
  return {
    ...(method ? { default_payment_method: method } : {}),
    ...(default_tax_rates === undefined
      ? {}
      : { default_tax_rates: taxRatesOf(turn, default_tax_rates, 'default_tax_rates') }),
    ...(discounts === undefined
      ? {}
      : {
          discounts: redeem(turn, discounts, { customer: customer.id, subscription: subscription.id }).map(
            ({ id }) => id,
          ),
        }),
    ...(pause === undefined
      ? {}
      : { pause_collection: pause && { behavior: pause.behavior, resumes_at: pause.resumes_at ?? null } }),
    ...(given.description === undefined ? {} : { description: given.description }),
    ...(given.collection_method ? { collection_method: given.collection_method } : {}),
    ...(given.days_until_due ? { days_until_due: given.days_until_due } : {}),
    ...(given.trial_settings ? { trial_settings: trialSettingsOf(given.trial_settings) } : {}),
    ...(payment_settings && subscription.payment_settings
      ? { payment_settings: { ...subscription.payment_settings, ...payment_settings } }
      : {}),
    ...(cancellation_details ? { cancellation_details: { ...details, ...cancellation_details } } : {}),
    metadata: withMetadata(subscription.metadata, given.metadata),
  };
}

/** When it is to end, or that it is not. */
function changeEnd(
  turn: Turn,
  subscription: Subscription,
  { cancel_at, cancel_at_period_end }: SubscriptionChange,
): void {
  const { end } = periodOf(subscription);
  if (cancel_at !== undefined) {
    turn.change(subscription, { cancel_at, canceled_at: cancel_at && turn.now });
    if (cancel_at !== null) turn.schedule('subscription.end', subscription.id, cancel_at);
  }
  if (cancel_at_period_end === undefined) return;
  const reason = cancel_at_period_end ? ('cancellation_requested' as const) : null;
  turn.change(subscription, {
    cancel_at_period_end,
    cancel_at: cancel_at_period_end ? end : null,
    canceled_at: cancel_at_period_end ? turn.now : null,
    cancellation_details: {
      comment: null,
      feedback: null,
      feedback_option: null,
      ...subscription.cancellation_details,
      reason,
    },
  });
}

/** Other items, or the same from today on: the rest of the period is credited and charged. */
function changeItems(turn: Turn, subscription: Subscription, given: SubscriptionChange): Invoice | null {
  const { items: changes, proration_behavior: behavior = 'create_prorations', proration_date: at = turn.now } = given;
  if (!changes && given.billing_cycle_anchor !== 'now') return null;
  const items = changedItems(turn, subscription, changes ?? []);
  const period = periodOf(subscription);
  if (currencyOf(items) !== subscription.currency)
    throw invalidRequest('The currency of a subscription cannot be changed.', { param: 'items' });
  if (at < period.start || at > period.end)
    throw invalidRequest('Cannot specify proration date outside of current subscription period.', {
      param: 'proration_date',
    });
  const [before, next] = [rhythmOf(subscription.items.data), rhythmOf(items)];
  const isAnew =
    given.billing_cycle_anchor === 'now' ||
    before.interval !== next.interval ||
    before.interval_count !== next.interval_count;
  const isFree = subscription.status === 'trialing' || behavior === 'none';
  const credited = isAnew ? [] : items;
  if (!isFree)
    for (const line of proration(turn, subscription, credited, period, at)) keepLine(turn, subscription, line);
  turn.change(subscription, { items: itemList(subscription.id, items, period) });
  if (subscription.status === 'trialing') return null;
  if (isAnew) return restart(turn, subscription);
  return behavior === 'always_invoice'
    ? billNow(turn, subscription, [], 'subscription_update', { start: turn.now, end: turn.now })
    : null;
}

/** The period begins anew, now. */
function restart(turn: Turn, subscription: Subscription): Invoice {
  turn.change(subscription, { billing_cycle_anchor: turn.now });
  beginPeriod(turn, subscription, turn.now);
  return billNow(turn, subscription, periodLines(turn, subscription, periodOf(subscription)), 'subscription_update');
}

function changeTrial(turn: Turn, subscription: Subscription, { trial_end: end }: SubscriptionChange): Invoice | null {
  if (end === undefined) return null;
  if (end !== 'now') {
    moveSubscription(turn, subscription, 'try', {
      trial_end: end,
      trial_start: subscription.trial_start ?? turn.now,
      billing_cycle_anchor: end,
    });
    turn.change(subscription, { items: itemList(subscription.id, subscription.items.data, { start: turn.now, end }) });
    schedulePeriod(turn, subscription);
    return null;
  }
  if (subscription.status !== 'trialing') return null;
  moveSubscription(turn, subscription, 'endTrial', { trial_end: turn.now });
  return restart(turn, subscription);
}

function keepLine(turn: Turn, subscription: Subscription, line: ReturnType<typeof proration>[number]): void {
  const customer = turn.require('customer', idOf(subscription.customer));
  addItem(turn, { customer, invoice: null, currency: subscription.currency, metadata: subscription.metadata, line });
}

/** What is credited for the rest of the period of one that ends now. */
export function creditRest(turn: Turn, subscription: Subscription): void {
  for (const line of proration(turn, subscription, [], periodOf(subscription), turn.now))
    keepLine(turn, subscription, line);
}
