import { z } from 'zod';
import { invalidRequest } from '../api/errors';
import { word } from '../api/parameters';
import { act, create, list, remove, resource, retrieve, search, update, type Resource } from '../api/resource';
import { idOf, type Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { billNow } from './bill';
import { changeSubscription, creditRest } from './change-subscription';
import { collectByItself } from './collect';
import { endSubscription } from './end-subscription';
import { moveSubscription } from './move-subscription';
import { beginPeriod } from './renew';
import { subscribe } from './subscribe';
import { periodOf } from './subscription-items';
import { cancelParams, createParams, resumeParams, updateParams } from './subscription.parameters';
import { subscriptionTransitions } from './subscription.states';
import { atTimeOf } from './time-of';
import { periodLines } from './upcoming';

type Subscription = Kept<'subscription'>;

const isOver = ({ status }: Subscription): boolean => status === 'canceled' || status === 'incomplete_expired';

export const subscriptions = resource('subscription', {
  path: '/subscriptions',
  expandable: {
    customer: 'customer',
    default_payment_method: 'payment_method',
    discounts: 'discount',
    'items.data': { embedded: 'subscription_item' },
    latest_invoice: 'invoice',
    pending_setup_intent: 'setup_intent',
    test_clock: 'test_helpers.test_clock',
  },
  operations: [
    create(createParams, subscribe),
    search(['created', 'metadata', 'status']),
    list({
      customer: word,
      collection_method: word,
      price: { param: word, matches: ({ items }, asked: string) => items.data.some(({ price }) => price.id === asked) },
      // Those that are over are listed where somebody asks for them only.
      status: {
        param: z.enum([...(Object.keys(subscriptionTransitions) as 'active'[]), 'all', 'ended']),
        matches: (subscription, asked: string) =>
          asked === 'all' || asked === subscription.status || (asked === 'ended' && isOver(subscription)),
        otherwise: (subscription) => !isOver(subscription),
      },
      test_clock: word,
    }),
    retrieve(),
    update(updateParams, changeSubscription),
    remove(cancelParams, cancel),
    act('resume', resumeParams, resume),
  ],
});

/** An item is part of its subscription. */
export const subscriptionItems: Resource = {
  object: 'subscription_item',
  expandable: { price: { embedded: 'price' } },
  operations: [],
};

function cancel(here: Turn, subscription: Subscription, given: z.infer<typeof cancelParams>): Subscription {
  if (isOver(subscription))
    throw invalidRequest(`No such subscription: '${subscription.id}'`, { code: 'resource_missing', param: 'id' });
  const turn = atTimeOf(here, here.require('customer', idOf(subscription.customer)));
  const { cancellation_details: details, prorate, invoice_now } = given;
  if (prorate) creditRest(turn, subscription);
  if (details)
    turn.change(subscription, {
      cancellation_details: {
        comment: null,
        feedback: null,
        feedback_option: null,
        reason: null,
        ...subscription.cancellation_details,
        ...details,
      },
    });
  endSubscription(turn, subscription, 'cancellation_requested');
  if (invoice_now) {
    const invoice = billNow(turn, subscription, [], 'manual');
    if (invoice.status === 'open') collectByItself(turn, invoice);
  }
  return subscription;
}

/** One that paused for want of a card goes on. */
function resume(
  here: Turn,
  subscription: Subscription,
  { billing_cycle_anchor = 'now' }: z.infer<typeof resumeParams>,
): Subscription {
  const turn = atTimeOf(here, here.require('customer', idOf(subscription.customer)));
  if (subscription.status !== 'paused')
    throw invalidRequest(
      `This subscription cannot be resumed because it is not paused: its status is ${subscription.status}.`,
    );
  if (billing_cycle_anchor === 'now') turn.change(subscription, { billing_cycle_anchor: turn.now });
  moveSubscription(turn, subscription, 'resume');
  beginPeriod(turn, subscription, turn.now);
  turn.emit('customer.subscription.resumed', subscription);
  const invoice = billNow(
    turn,
    subscription,
    periodLines(turn, subscription, periodOf(subscription)),
    'subscription_update',
  );
  if (invoice.status === 'open') collectByItself(turn, invoice);
  return subscription;
}
