import type { Kept } from '../engine/objects';
import { after } from '../engine/transitions';
import type { Turn } from '../engine/turn';
import { subscriptionTransitions } from './subscription.states';

type Subscription = Kept<'subscription'>;
type Reason = NonNullable<NonNullable<Subscription['cancellation_details']>['reason']>;

/** It is over, now. */
export function endSubscription(turn: Turn, subscription: Subscription, reason: Reason): void {
  const status = after(subscriptionTransitions, subscription.status, 'cancel');
  if (!status) return;
  const { cancellation_details: details } = subscription;
  turn.change(subscription, {
    status,
    canceled_at: subscription.canceled_at ?? turn.now,
    ended_at: turn.now,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, ...details, reason },
  });
  turn.emit('customer.subscription.deleted', subscription);
}

/** The moment that was set for its end has come. */
export function endInTime(turn: Turn, id: string): void {
  const subscription = turn.find('subscription', id);
  if (subscription && subscription.cancel_at !== null && subscription.cancel_at <= turn.now)
    endSubscription(turn, subscription, 'cancellation_requested');
}
