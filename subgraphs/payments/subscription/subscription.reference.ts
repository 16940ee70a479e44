import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { PlanSubscription } from './subscription.entity';
import { SubscriptionLoaders } from './subscription.loaders';

/** How references become subscriptions; the policy is in the loader. */
export const resolveSubscription: ReferenceResolver<PlanSubscription> = (scope, { id }) =>
  scope.get(SubscriptionLoaders).visible.load(id);
