import type { Scope } from '../../../kit/scope/scope';
import { Looks } from '../payment/looks';
import type { ProviderSubscription } from '../provider/provider-subscription';
import { SubscriptionProvider, type SubscriptionUpdate } from '../provider/subscription-provider';
import { PlanSubscription } from './subscription.entity';
import { SubscriptionLooks } from './subscription.looks';
import { SubscriptionSettlement } from './subscription.settlement';

interface Dealt {
  readonly subscription: PlanSubscription;
  readonly seen: ProviderSubscription;
}

/** Has the provider change a subscription, and takes over at once what came of it. Outside transactions. */
export class SubscriptionDealings {
  constructor(private readonly scope: Scope) {}

  /** @throws PAYMENTS_UNAVAILABLE, ProviderRefusal with the decline of a card */
  async update({ id, providerId }: PlanSubscription, change: SubscriptionUpdate, key: string): Promise<Dealt> {
    const number = await this.scope.get(Looks).number();
    const seen = await this.scope.get(SubscriptionProvider).update(providerId!, change, `subscription:${id}:${key}`);
    return this.settle(id, number, seen);
  }

  /** As it is now. */
  async look({ id, providerId }: PlanSubscription): Promise<Dealt> {
    const number = await this.scope.get(Looks).number();
    return this.settle(id, number, await this.scope.get(SubscriptionProvider).read(providerId!));
  }

  private async settle(id: string, number: bigint, seen: ProviderSubscription): Promise<Dealt> {
    const look = await this.scope.get(SubscriptionLooks).with(number, seen);
    await this.scope.transaction((tx) => tx.get(SubscriptionSettlement).settle(look));
    return { subscription: await this.scope.db.findOneByOrFail(PlanSubscription, { id }), seen };
  }
}
