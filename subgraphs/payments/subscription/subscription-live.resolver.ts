import { Arg, Ctx, Directive, Field, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { Live } from '../../../kit/graphql/live-directive';
import { liveSource } from '../../../kit/graphql/live-source';
import type { Scope } from '../../../kit/scope/scope';
import { PlanSubscription } from './subscription.entity';
import { SubscriptionLive } from './subscription.live';
import { SubscriptionLoaders } from './subscription.loaders';
import type { SubscriptionMessage } from './subscription.topics';

@ObjectType({ description: 'A subscription went on.' })
export class SubscriptionChanged {
  @Field(() => PlanSubscription, { description: 'The subscription as it is now.' })
  subscription!: PlanSubscription;
}

@Resolver()
export class SubscriptionLiveResolver {
  @Subscription(() => SubscriptionChanged, {
    nullable: true,
    subscribe: liveSource((scope, { id }: { id: string }) => scope.get(SubscriptionLive).changes(id)),
    description: 'A subscription that you may see: as it is now, then each time it goes on.',
  })
  @Directive('@authenticated')
  @Live({ overflow: 'LATEST' })
  async subscriptionChanged(
    @Ctx() scope: Scope,
    @Root() { subscriptionId }: SubscriptionMessage,
    @Arg('id', () => ID, { description: 'The subscription.' }) _id: string,
  ): Promise<SubscriptionChanged | null> {
    const subscription = await scope.get(SubscriptionLoaders).visible.load(subscriptionId);
    return subscription ? { subscription } : null;
  }
}
