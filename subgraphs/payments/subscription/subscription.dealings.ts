import type { Scope } from '../../../kit/scope/scope';
import { Looks } from '../payment/looks';
import { SubscriptionProvider, type SubscriptionUpdate } from '../provider/subscription-provider';
import { PlanSubscription } from './subscription.entity';
import { SubscriptionLooks, type SubscriptionLook } from './subscription.looks';
import { SubscriptionSettlement } from './subscription.settlement';

interface Dealt {
  readonly subscription: PlanSubscription;
  readonly seen: SubscriptionLook['seen'];
}

/** Has the provider change a subscription, and takes over at once what came of it. Outside transactions. */
export class SubscriptionDealings {
  constructor(private readonly scope: Scope) {}

  /** @throws PAYMENTS_UNAVAILABLE, ProviderRefusal with the decline of a card */
  async update({ id, providerId }: PlanSubscription, change: SubscriptionUpdate, key: string): Promise<Dealt> {
    const number = await this.scope.get(Looks).number();
    const seen = await this.scope.get(SubscriptionProvider).update(providerId!, change, `subscription:${id}:${key}`);
    return this.settle(id, await this.scope.get(SubscriptionLooks).with(number, seen));
  }

  /** Has the provider end it at once. @throws PAYMENTS_UNAVAILABLE */
  async cancel({ id, providerId }: PlanSubscription): Promise<Dealt> {
    const number = await this.scope.get(Looks).number();
    const seen = await this.scope.get(SubscriptionProvider).cancel(providerId!);
    return this.settle(id, await this.scope.get(SubscriptionLooks).with(number, seen));
  }

  /** As it is now. */
  async look({ id, providerId }: PlanSubscription): Promise<Dealt> {
    return this.settle(id, await this.scope.get(SubscriptionLooks).at(providerId!));
  }

  private async settle(id: string, look: SubscriptionLook): Promise<Dealt> {
    await this.scope.transaction((tx) => tx.get(SubscriptionSettlement).settle(look));
    return { subscription: await this.scope.db.findOneByOrFail(PlanSubscription, { id }), seen: look.seen };
  }
}
