import { idOf, type Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { billSubscription } from './bill';
import { collectByItself, methodFor } from './collect';
import { endSubscription } from './end-subscription';
import { finalizeInvoice } from './finalize';
import { forgoInvoice, voidInvoice } from './invoice-actions';
import { subscriptionOf } from './invoice-intent';
import { moveSubscription } from './move-subscription';
import { periodFrom } from './period';
import { itemList, periodOf, rhythmOf } from './subscription-items';
import { periodLines, upcomingInvoice } from './upcoming';

type Subscription = Kept<'subscription'>;

const HOUR = 3_600;
const DAY = 86_400;
/** So long before a renewal, and before the end of a trial, it is told. */
const UPCOMING = 7 * DAY;
const TRIAL_WILL_END = 3 * DAY;

/** Has everything happen that belongs to a period: its announcement, and its end. */
export function schedulePeriod(turn: Turn, subscription: Subscription): void {
  const { end } = periodOf(subscription);
  const { id } = subscription;
  if (end - UPCOMING > turn.now && subscription.status !== 'trialing')
    turn.schedule('invoice.upcoming', id, end - UPCOMING);
  if (subscription.status === 'trialing')
    turn.schedule('subscription.trialWillEnd', id, Math.max(turn.now, end - TRIAL_WILL_END));
  turn.schedule('subscription.renew', id, end);
}

/** A period is over: the next one begins, or nothing does. */
export function renew(turn: Turn, id: string): void {
  const subscription = turn.find('subscription', id);
  if (!subscription || !isRunning(subscription)) return;
  const over = periodOf(subscription);
  if (over.end > turn.now) return;
  if (subscription.cancel_at_period_end) return endSubscription(turn, subscription, 'cancellation_requested');
  if (subscription.status === 'trialing' && !outlivesTrial(turn, subscription)) return;
  beginPeriod(turn, subscription, over.end);
  const invoice = billSubscription(
    turn,
    subscription,
    periodLines(turn, subscription, periodOf(subscription)),
    'subscription_cycle',
    over,
  );
  const at = turn.now + HOUR;
  turn.change(invoice, { automatically_finalizes_at: at });
  turn.schedule('invoice.advance', invoice.id, at);
}

/** The period that begins at a moment; the items are in it from now on. */
export function beginPeriod(turn: Turn, subscription: Subscription, start: number): void {
  const { items, id, billing_cycle_anchor } = subscription;
  const previous = { items };
  turn.change(subscription, {
    items: itemList(id, items.data, periodFrom(start, billing_cycle_anchor, rhythmOf(items.data))),
  });
  turn.emit('customer.subscription.updated', subscription, previous);
  schedulePeriod(turn, subscription);
}

/** The hour in which a draft can be changed is over. */
export function advanceInvoice(turn: Turn, id: string): void {
  const invoice = turn.find('invoice', id);
  if (invoice?.status !== 'draft' || !invoice.auto_advance) return;
  const { behavior } = subscriptionOf(turn, invoice)?.pause_collection ?? {};
  if (behavior === 'keep_as_draft') return;
  finalizeInvoice(turn, invoice);
  if (behavior === 'void') voidInvoice(turn, invoice);
  else if (behavior === 'mark_uncollectible') forgoInvoice(turn, invoice);
  else if (invoice.collection_method === 'charge_automatically' && String(invoice.status) === 'open')
    collectByItself(turn, invoice);
}

/** It is told what the next invoice will be. */
export function announce(turn: Turn, id: string): void {
  const subscription = turn.find('subscription', id);
  if (!subscription || !isRunning(subscription) || subscription.cancel_at_period_end) return;
  if (periodOf(subscription).end - UPCOMING > turn.now) return;
  turn.emit('invoice.upcoming', upcomingInvoice(turn, subscription));
}

export function announceTrialEnd(turn: Turn, id: string): void {
  const subscription = turn.find('subscription', id);
  if (subscription?.status === 'trialing') turn.emit('customer.subscription.trial_will_end', subscription);
}

/** A pause of payments is over. */
export function resumeCollection(turn: Turn, id: string): void {
  const subscription = turn.find('subscription', id);
  const until = subscription?.pause_collection?.resumes_at;
  if (!subscription || !until || until > turn.now) return;
  turn.change(subscription, { pause_collection: null });
  turn.emit('customer.subscription.updated', subscription);
}

/** Nobody paid the first invoice in time. */
export function expireIncomplete(turn: Turn, id: string): void {
  const subscription = turn.find('subscription', id);
  if (subscription?.status !== 'incomplete') return;
  const invoice = turn.find('invoice', idOf(subscription.latest_invoice));
  if (invoice?.status === 'open') voidInvoice(turn, invoice);
  moveSubscription(turn, subscription, 'expire', { ended_at: turn.now });
}

function isRunning({ status }: Subscription): boolean {
  return ['trialing', 'active', 'past_due', 'unpaid'].includes(status);
}

/** Whether it goes on after the trial, by what was agreed for when there is nothing to pay with. */
function outlivesTrial(turn: Turn, subscription: Subscription): boolean {
  const { trial_settings: settings, customer, default_payment_method } = subscription;
  const hasMethod = methodFor(turn, { customer, default_payment_method }, subscription) !== null;
  const behavior = hasMethod ? 'create_invoice' : settings?.end_behavior.missing_payment_method;
  if (behavior === 'cancel') endSubscription(turn, subscription, 'payment_failed');
  else if (behavior === 'pause') {
    moveSubscription(turn, subscription, 'pause');
    turn.emit('customer.subscription.paused', subscription);
  } else moveSubscription(turn, subscription, 'endTrial');
  return behavior !== 'cancel' && behavior !== 'pause';
}
