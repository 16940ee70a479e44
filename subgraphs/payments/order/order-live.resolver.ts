import { Arg, Ctx, Directive, ID, Resolver, Root, Subscription } from 'type-graphql';
import { Live } from '../../../kit/graphql/live-directive';
import { liveSource } from '../../../kit/graphql/live-source';
import type { Scope } from '../../../kit/scope/scope';
import { OrderChanged } from './order.input';
import { OrderLive } from './order.live';
import { OrderLoaders } from './order.loaders';
import type { OrderMessage } from './order.topics';

@Resolver()
export class OrderLiveResolver {
  @Subscription(() => OrderChanged, {
    nullable: true,
    subscribe: liveSource((scope, { id }: { id: string }) => scope.get(OrderLive).changes(id)),
    description: 'An order that you may see: as it is now, then each time it goes on.',
  })
  @Directive('@authenticated')
  @Live({ overflow: 'LATEST' })
  async orderChanged(
    @Ctx() scope: Scope,
    @Root() { orderId }: OrderMessage,
    @Arg('id', () => ID, { description: 'The order.' }) _id: string,
  ): Promise<OrderChanged | null> {
    const order = await scope.get(OrderLoaders).visible.load(orderId);
    return order ? { order } : null;
  }
}
