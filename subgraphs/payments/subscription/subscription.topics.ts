import { liveTopic } from '../../../kit/live/live';
import type { Scope } from '../../../kit/scope/scope';

export interface SubscriptionMessage {
  readonly subscriptionId: string;
}

/** Keys: `<subscription>`. */
export const subscriptionTopic = liveTopic<SubscriptionMessage>('subscription');

/** Tells who follows the subscription. */
export function announceSubscription(tx: Scope, subscriptionId: string): void {
  tx.afterCommit(() => subscriptionTopic.publish(tx.live, subscriptionId, { subscriptionId }));
}
