import { Args, Ctx, Directive, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { page } from '../../../kit/database/page';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { signedIn } from '../../../kit/identity/signed-in';
import { Money } from '../../../kit/money/money';
import type { Scope } from '../../../kit/scope/scope';
import { Order } from '../order/order.entity';
import { OrderLoaders } from '../order/order.loaders';
import { Payment } from './payment.entity';
import { PaymentConnection, PaymentsArgs } from './payment.input';
import { paymentList } from './payment.list';
import { PaymentLoaders } from './payment.loaders';
import { PaymentCard, PaymentDecline } from './payment.types';

@Resolver(() => Payment)
export class PaymentResolver {
  @Query(() => PaymentConnection, {
    description:
      'Payments to sellers where you have `payments.read`, the newest first; what you paid yourself is in your orders.',
  })
  @ListSize()
  @Directive('@authenticated')
  payments(@Ctx() scope: Scope, @Args(() => PaymentsArgs) { filter, ...args }: PaymentsArgs): Promise<Page<Payment>> {
    if (scope.viewer.keyOwnerId === null) signedIn(scope.viewer);
    return page(scope, paymentList(scope.viewer, filter ?? {}), args);
  }

  @FieldResolver(() => Order, { nullable: true, description: 'What it is for.' })
  order(@Ctx() scope: Scope, @Root() { orderId }: Payment): Promise<Order | null> {
    return scope.get(OrderLoaders).visible.load(orderId);
  }

  @FieldResolver(() => Money, { description: 'What is, or was, to be paid.' })
  amount(@Root() { minor, currency }: Payment): Money {
    return Money.of(minor, currency);
  }

  @FieldResolver(() => PaymentDecline, {
    nullable: true,
    description: 'Why the last attempt failed; null after one that did not.',
  })
  decline(@Root() { decline }: Payment): PaymentDecline | null {
    return decline && PaymentDecline.of(decline);
  }

  @FieldResolver(() => PaymentCard, { nullable: true, description: 'With what.' })
  card(@Root() { card }: Payment): PaymentCard | null {
    return card;
  }
}

@Resolver(() => Order)
export class OrderPaymentResolver {
  @FieldResolver(() => Payment, {
    nullable: true,
    description: 'Its payment; null of an order that costs nothing, and until the provider has heard of it.',
  })
  payment(@Ctx() scope: Scope, @Root() { id }: Order): Promise<Payment | null> {
    return scope.get(PaymentLoaders).ofOrder.load(id);
  }
}
