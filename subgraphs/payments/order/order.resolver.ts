import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { page } from '../../../kit/database/page';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { signedIn } from '../../../kit/identity/signed-in';
import { Money } from '../../../kit/money/money';
import type { Scope } from '../../../kit/scope/scope';
import { UserRef } from '../user/user.stub';
import { Order } from './order.entity';
import { OrderConnection, OrdersArgs } from './order.input';
import { orderList } from './order.list';
import { OrderLine } from './order-line.entity';
import { OrderLoaders } from './order.loaders';

@Resolver(() => Order)
export class OrderResolver {
  @Query(() => Order, {
    nullable: true,
    description: 'One order: your own, or of your organisation where you may read payments; else null.',
  })
  @Directive('@authenticated')
  order(@Ctx() scope: Scope, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Order | null> {
    return scope.get(OrderLoaders).visible.load(id);
  }

  @Query(() => OrderConnection, {
    description:
      'The orders that you may see, the newest first: your own, and with `payments.read` those of your organisation.',
  })
  @ListSize()
  @Directive('@authenticated')
  orders(@Ctx() scope: Scope, @Args(() => OrdersArgs) { filter, ...args }: OrdersArgs): Promise<Page<Order>> {
    if (scope.viewer.keyOwnerId === null) signedIn(scope.viewer);
    return page(scope, orderList(scope.viewer, filter ?? {}), args);
  }

  @FieldResolver(() => [OrderLine], { description: 'What was bought, as far as you may see it.' })
  lines(@Ctx() scope: Scope, @Root() { id }: Order): Promise<OrderLine[]> {
    return scope.get(OrderLoaders).linesOf.load(id);
  }

  @FieldResolver(() => UserRef, { nullable: true, description: 'Who bought.' })
  buyer(@Root() { userId }: Order): UserRef {
    return UserRef.of(userId);
  }

  @FieldResolver(() => Money, { description: 'What its courses cost by their price lists.' })
  listPrice(@Root() { listMinor, currency }: Order): Money {
    return Money.of(listMinor, currency);
  }

  @FieldResolver(() => Money, { description: 'What coupons, campaigns and bundles took off.' })
  discount(@Root() { discountMinor, currency }: Order): Money {
    return Money.of(discountMinor, currency);
  }

  @FieldResolver(() => Money, { description: 'The tax in the total.' })
  tax(@Root() { taxMinor, currency }: Order): Money {
    return Money.of(taxMinor, currency);
  }

  @FieldResolver(() => Money, { description: 'What is, or was, to be paid, tax included.' })
  total(@Root() { totalMinor, currency }: Order): Money {
    return Money.of(totalMinor, currency);
  }
}
