import { Arg, Ctx, Directive, ID, Resolver, Root, Subscription } from 'type-graphql';
import { Live } from '../../../kit/graphql/live-directive';
import type { Scope } from '../../../kit/scope/scope';
import { OrderChanged } from './order.input';
import { OrderLive } from './order.live';
import { OrderLoaders } from './order.loaders';
import type { OrderMessage } from './order.topics';

/** A subscription's arguments and scope, as its source gets them. */
interface Started {
  readonly args: object;
  readonly context: object;
}

@Resolver()
export class OrderLiveResolver {
  @Subscription(() => OrderChanged, {
    nullable: true,
    subscribe: ({ args, context }: Started) =>
      (context as Scope).get(OrderLive).changes((args as { id: string }).id) as never,
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
