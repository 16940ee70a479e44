import { idOf, type Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { lasting } from './discount';
import { finalizeInvoice } from './finalize';
import { takePending } from './pending-items';
import type { Invoice, PlannedLine } from './invoice-plan';
import { openInvoice } from './open-invoice';
import type { Period } from './period';
import { newId } from '../engine/new-id';

type Subscription = Kept<'subscription'>;

/** A draft of what a subscription owes, with everything that waited for it. */
export function billSubscription(
  turn: Turn,
  subscription: Subscription,
  lines: readonly PlannedLine[],
  reason: NonNullable<Invoice['billing_reason']>,
  period?: Period,
): Invoice {
  const id = newId('in');
  const customer = turn.require('customer', idOf(subscription.customer));
  const { currency, collection_method, days_until_due } = subscription;
  const discounts = subscription.discounts.map((discount) => idOf(discount));
  const invoice = openInvoice(turn, {
    id,
    customer,
    currency,
    subscription,
    reason,
    lines: [...takePending(turn, customer.id, currency, subscription.id, id), ...lines],
    discounts,
    collection_method,
    days_until_due,
    ...(period ? { period } : {}),
  });
  turn.change(subscription, {
    latest_invoice: invoice.id,
    ...(invoice.total > 0 ? { discounts: lasting(turn, discounts) } : {}),
  });
  return invoice;
}

/** The same, fixed at once: it can be paid now. */
export function billNow(...given: Parameters<typeof billSubscription>): Invoice {
  return finalizeInvoice(given[0], billSubscription(...given));
}
