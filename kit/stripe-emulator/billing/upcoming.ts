import { idOf, type Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { pendingLines } from './pending-items';
import type { Invoice } from './invoice-plan';
import { draftInvoice } from './open-invoice';
import { periodFrom, type Period } from './period';
import { amountOf, itemLine, periodOf, rhythmOf } from './subscription-items';

type Subscription = Kept<'subscription'>;

/** What the items cost for one period. */
export function periodLines(turn: Turn, subscription: Subscription, period: Period) {
  return subscription.items.data.map((item) => itemLine(turn, subscription, item, { amount: amountOf(item), period }));
}

/** The next invoice of a subscription, as it looks now. */
export function upcomingInvoice(turn: Turn, subscription: Subscription): Invoice {
  const customer = turn.require('customer', idOf(subscription.customer));
  const current = periodOf(subscription);
  const next = periodFrom(current.end, subscription.billing_cycle_anchor, rhythmOf(subscription.items.data));
  const { currency, collection_method } = subscription;
  return draftInvoice(turn, {
    id: `upcoming_in_${subscription.id}`,
    customer,
    currency,
    subscription,
    reason: 'upcoming',
    lines: [...pendingLines(turn, customer.id, currency, subscription.id), ...periodLines(turn, subscription, next)],
    discounts: subscription.discounts.map((discount) => idOf(discount)),
    collection_method,
    period: current,
  });
}
