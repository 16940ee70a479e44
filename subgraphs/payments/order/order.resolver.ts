import { Arg, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Money } from '../../../kit/money/money';
import type { Scope } from '../../../kit/scope/scope';
import { UserRef } from '../user/user.stub';
import { Order } from './order.entity';
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
