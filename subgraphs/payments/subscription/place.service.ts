import { signedIn } from '../../../kit/identity/signed-in';
import type { Scope } from '../../../kit/scope/scope';
import { placeOf } from '../checkout/checkout.service';
import { paymentsErrors } from '../payments.errors';
import { PlanSubscription } from './subscription.entity';
import type { SetSubscriptionPlaceInput } from './subscription.input';
import { subscriptionPolicy } from './subscription.policy';

/** Where subscribers are: by that what comes is taxed. */
export class PlaceService {
  constructor(private readonly scope: Scope) {}

  /** The provider is told before the next invoice. @throws UNAUTHENTICATED, NOT_FOUND, SUBSCRIPTION_STATE where none comes any more */
  set({ id, place }: SetSubscriptionPlaceInput): Promise<PlanSubscription> {
    return this.scope.transaction(async (tx) => {
      signedIn(tx.viewer);
      const subscription = await tx.require(PlanSubscription, id, subscriptionPolicy.own);
      if (subscription.isOver) throw paymentsErrors.SUBSCRIPTION_STATE({ state: subscription.state });
      return tx.save(Object.assign(subscription, { place: placeOf(place), taxedFor: null }));
    });
  }
}
