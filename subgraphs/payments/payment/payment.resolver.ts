import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Money } from '../../../kit/money/money';
import type { Scope } from '../../../kit/scope/scope';
import { Order } from '../order/order.entity';
import { Payment } from './payment.entity';
import { PaymentLoaders } from './payment.loaders';
import { PaymentCard, PaymentDecline } from './payment.types';

@Resolver(() => Payment)
export class PaymentResolver {
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
