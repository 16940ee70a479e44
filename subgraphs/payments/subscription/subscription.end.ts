import { defineJob } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { SubscriptionDealings } from './subscription.dealings';
import { PlanSubscription, SubscriptionEnding } from './subscription.entity';
import { isInGoodStanding } from './subscription.states';
import { giveUpUnbegun } from './unbegun';

/** Ends subscriptions at the provider. */
export class SubscriptionEnd {
  constructor(private readonly scope: Scope) {}

  /** One whose end was decided, outside transactions. @throws PAYMENTS_UNAVAILABLE */
  async end(id: string): Promise<void> {
    const subscription = await this.scope.db.findOneByOrFail(PlanSubscription, { id });
    const { providerId, ending } = subscription;
    if (ending === null) return;
    if (providerId === null) return this.scope.transaction((tx) => giveUpUnbegun(tx, id, ending));
    if (endingsOfWhatIsUnpaid.includes(ending) && (await this.wasPaid(subscription))) return;
    await this.scope.get(SubscriptionDealings).cancel(subscription);
  }

  /** Somebody may have paid between the decision and now: then it goes on, to the end of the period where they wanted its end. */
  private async wasPaid(subscription: PlanSubscription): Promise<boolean> {
    const dealings = this.scope.get(SubscriptionDealings);
    const { subscription: now } = await dealings.look(subscription);
    if (now.ending === null || !isInGoodStanding(now.state)) return now.ending === null;
    await dealings.update(now, { cancel_at_period_end: true }, `cancel:${now.version}`);
    return true;
  }
}

/** Those of what was not paid when it was decided, as far as we knew. */
const endingsOfWhatIsUnpaid = [SubscriptionEnding.UNPAID, SubscriptionEnding.REQUESTED];

/** Ends one whose end was decided. */
export const endSubscription = defineJob<{ subscriptionId: string }>('end_subscription', (scope, { subscriptionId }) =>
  scope.get(SubscriptionEnd).end(subscriptionId),
);
