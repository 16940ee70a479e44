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

  /** One whose end was decided, outside transactions. @throws PAYMENTS_UNAVAILABLE */
  async end(id: string): Promise<void> {
    const { providerId, ending } = await this.scope.db.findOneByOrFail(PlanSubscription, { id });
    if (ending === null) return;
    if (providerId === null) return this.scope.transaction((tx) => giveUpUnbegun(tx, id, ending));
    if (ending === SubscriptionEnding.UNPAID && (await this.wasPaid(providerId))) return;
    const number = await this.scope.get(Looks).number();
    const seen = await this.scope.get(SubscriptionProvider).cancel(providerId);
    const look = await this.scope.get(SubscriptionLooks).with(number, seen);
    await this.scope.transaction((tx) => tx.get(SubscriptionSettlement).settle(look));
  }

  /** Somebody may have paid between the decision and now: then it goes on. */
  private async wasPaid(providerId: string): Promise<boolean> {
    const look = await this.scope.get(SubscriptionLooks).at(providerId);
    const seen = await this.scope.transaction((tx) => tx.get(SubscriptionSettlement).settle(look));
    return seen?.ending === null;
  }
}

/** Ends one whose end was decided. */
export const endSubscription = defineJob<{ subscriptionId: string }>('end_subscription', (scope, { subscriptionId }) =>
  scope.get(SubscriptionEnd).end(subscriptionId),
);
