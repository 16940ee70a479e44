import { defineJob } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { Looks } from '../payment/looks';
import { SubscriptionProvider } from '../provider/subscription-provider';
import { PlanSubscription, SubscriptionEnding } from './subscription.entity';
import { SubscriptionLooks } from './subscription.looks';
import { SubscriptionSettlement } from './subscription.settlement';
import { giveUpUnbegun } from './unbegun';

/** Ends subscriptions at the provider. */
export class SubscriptionEnd {
  constructor(private readonly scope: Scope) {}

  /** Outside transactions; one that is over here may go on there. @throws PAYMENTS_UNAVAILABLE */
  async end(id: string): Promise<void> {
    const { providerId, ending } = await this.scope.db.findOneByOrFail(PlanSubscription, { id });
    if (providerId === null)
      return this.scope.transaction((tx) => giveUpUnbegun(tx, id, ending ?? SubscriptionEnding.UNPAID));
    const number = await this.scope.get(Looks).number();
    const seen = await this.scope.get(SubscriptionProvider).cancel(providerId);
    const look = await this.scope.get(SubscriptionLooks).with(number, seen);
    await this.scope.transaction((tx) => tx.get(SubscriptionSettlement).settle(look));
  }
}

/** Ends one whose end was decided. */
export const endSubscription = defineJob<{ subscriptionId: string }>('end_subscription', (scope, { subscriptionId }) =>
  scope.get(SubscriptionEnd).end(subscriptionId),
);
