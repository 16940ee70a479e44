import { enqueue } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { sendSubscriptionEnded, sendSubscriptionUnpaid } from './letter.jobs';
import type { PlanSubscription } from './subscription.entity';
import { SubscriptionState } from './subscription.states';

/** Which letters follow from what became of a subscription. Use in a transaction. */
export class SubscriptionLetters {
  constructor(private readonly tx: Scope) {}

  async became({ id: subscriptionId, state }: PlanSubscription): Promise<void> {
    if (state === SubscriptionState.PAST_DUE) await enqueue(this.tx, sendSubscriptionUnpaid, { subscriptionId });
    if (state === SubscriptionState.CANCELLED) await enqueue(this.tx, sendSubscriptionEnded, { subscriptionId });
  }
}
