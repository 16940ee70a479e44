import type { Kept } from '../engine/objects';
import { after } from '../engine/transitions';
import type { Turn } from '../engine/turn';
import { subscriptionTransitions, type SubscriptionStep } from './subscription.states';

type Subscription = Kept<'subscription'>;

/** Moves a subscription on and tells of it, if that changes where it stands. */
export function moveSubscription(
  turn: Turn,
  subscription: Subscription,
  step: SubscriptionStep,
  more: Partial<Subscription> = {},
): void {
  const status = after(subscriptionTransitions, subscription.status, step);
  if (!status || (status === subscription.status && Object.keys(more).length === 0)) return;
  const previous = { status: subscription.status };
  turn.change(subscription, { status, ...more });
  turn.emit('customer.subscription.updated', subscription, previous);
}
