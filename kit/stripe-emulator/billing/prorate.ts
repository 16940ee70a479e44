import { DateTime } from 'luxon';
import type Stripe from 'stripe';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { proportion } from './amounts';
import type { PlannedLine } from './invoice-plan';
import type { Period } from './period';
import { amountOf, itemLine } from './subscription-items';

type Subscription = Kept<'subscription'>;
type Item = Stripe.SubscriptionItem;

/** What is credited for the rest of the period of items that change or go, and charged for the rest of those that come. */
export function proration(
  turn: Turn,
  subscription: Subscription,
  items: readonly Item[],
  period: Period,
  at: number,
): PlannedLine[] {
  const before = new Map(subscription.items.data.map((item) => [item.id, item]));
  const next = new Map(items.map((item) => [item.id, item]));
  const rest = { start: at, end: period.end };
  const line = (item: Item, sign: 1 | -1): PlannedLine =>
    itemLine(turn, subscription, item, {
      amount: sign * proportion(amountOf(item), rest.end - rest.start, period.end - period.start),
      period: rest,
      proration: true,
      discountable: false,
      description: `${sign > 0 ? 'Remaining' : 'Unused'} time on ${nameOf(turn, item)} after ${dayOf(at)}`,
    });
  const gone = [...before.values()].filter((item) => isOther(item, next.get(item.id)));
  const come = [...next.values()].filter((item) => isOther(item, before.get(item.id)));
  return [...gone.map((item) => line(item, -1)), ...come.map((item) => line(item, 1))].filter(
    ({ amount }) => amount !== 0,
  );
}

function isOther(item: Item, other: Item | undefined): boolean {
  return item.price.id !== other?.price.id || item.quantity !== other.quantity;
}

function nameOf(turn: Turn, { price, quantity = 1 }: Item): string {
  const name = turn.find('product', typeof price.product === 'string' ? price.product : price.product.id)?.name ?? '';
  return quantity === 1 ? name : `${quantity} × ${name}`;
}

function dayOf(at: number): string {
  return DateTime.fromSeconds(at, { zone: 'utc' }).toFormat('dd LLL yyyy');
}
