import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import type { Scope } from '../../../kit/scope/scope';
import { PaymentMethod } from '../method/payment-method.entity';
import { PaymentMethodLoaders } from '../method/payment-method.loaders';
import type { Order } from '../order/order.entity';
import { OrderConnection } from '../order/order.input';
import { OrderLoaders } from '../order/order.loaders';
import { UserRef } from './user.stub';

@Resolver(() => UserRef)
export class UserResolver {
  @FieldResolver(() => OrderConnection, {
    nullable: true,
    description: 'What they bought, the newest first; null for anyone but them and administrators.',
  })
  @ListSize()
  @Directive('@authenticated')
  async orders(
    @Ctx() scope: Scope,
    @Root() { id }: UserRef,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<Order> | null> {
    const { viewer } = scope;
    const isShown = viewer.is(id) || viewer.isAdministrator || viewer.isSystem;
    return isShown ? scope.get(OrderLoaders).pagesOfBuyer(args).load(id) : null;
  }

  @FieldResolver(() => [PaymentMethod], {
    nullable: true,
    description: 'The cards that they saved, the default one first; null for anyone but them.',
  })
  @Directive('@authenticated')
  async paymentMethods(@Ctx() scope: Scope, @Root() { id }: UserRef): Promise<PaymentMethod[] | null> {
    return scope.viewer.is(id) ? scope.get(PaymentMethodLoaders).ofUser.load(id) : null;
  }
}
