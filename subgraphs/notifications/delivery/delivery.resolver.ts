import { Args, Ctx, Directive, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { page } from '../../../kit/database/page';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import type { Scope } from '../../../kit/scope/scope';
import { NotificationKind } from '../kind/kind';
import { demandManager } from '../manager';
import { UserRef } from '../user/user.stub';
import { Delivery } from './delivery.entity';
import { DeliveriesArgs, DeliveryConnection } from './delivery.input';
import { deliveryList } from './delivery.list';
import { DeliveryLoaders } from './delivery.loaders';

@Resolver(() => Delivery)
export class DeliveryResolver {
  @Query(() => DeliveryConnection, {
    description:
      'What went to whom by which way, and what became of it, the newest first. Needs `notification.manage`.',
  })
  @ListSize()
  @Directive('@authenticated')
  deliveries(
    @Ctx() scope: Scope,
    @Args(() => DeliveriesArgs) { filter, ...args }: DeliveriesArgs,
  ): Promise<Page<Delivery>> {
    demandManager(scope.viewer, 'delivery');
    return page(scope, deliveryList(filter ?? {}), args);
  }

  @FieldResolver(() => NotificationKind, {
    nullable: true,
    description: 'What it tells of; null of a letter that gathers others. What it says is the person’s own.',
  })
  kind(@Ctx() scope: Scope, @Root() { notificationId }: Delivery): Promise<NotificationKind | null> | null {
    return notificationId ? scope.get(DeliveryLoaders).kinds.load(notificationId) : null;
  }

  @FieldResolver(() => UserRef, { nullable: true, description: 'To whom.' })
  user(@Root() { userId }: Delivery): UserRef {
    return UserRef.of(userId);
  }
}
