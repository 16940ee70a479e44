import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { page } from '../../../kit/database/page';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import { DateTime } from '../../../kit/graphql/scalars';
import { signedIn } from '../../../kit/identity/signed-in';
import type { Scope } from '../../../kit/scope/scope';
import { Invoice } from '../invoice/invoice.entity';
import { InvoiceConnection } from '../invoice/invoice.input';
import { Plan } from '../plan/plan.entity';
import { PlanLoaders } from '../plan/plan.loaders';
import { PlanPrice } from '../plan/plan-price.entity';
import { UserRef } from '../user/user.stub';
import { PlanSubscription, SubscriptionEnding } from './subscription.entity';
import { PlanSubscriptionConnection, SubscriptionsArgs, SubscriptionSeatConnection } from './subscription.input';
import { subscriptionList } from './subscription.list';
import { SubscriptionLoaders } from './subscription.loaders';
import { SubscriptionSeat } from './subscription-seat.entity';

@Resolver(() => PlanSubscription)
export class PlanSubscriptionResolver {
  @Query(() => PlanSubscription, {
    nullable: true,
    description: 'One subscription: your own, or of your organisation where you may read payments; else null.',
  })
  @Directive('@authenticated')
  subscription(
    @Ctx() scope: Scope,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<PlanSubscription | null> {
    return scope.get(SubscriptionLoaders).visible.load(id);
  }

  @Query(() => PlanSubscriptionConnection, {
    description:
      'The subscriptions that you may see, the newest first: your own, and with `payments.read` those of your organisation.',
  })
  @ListSize()
  @Directive('@authenticated')
  subscriptions(
    @Ctx() scope: Scope,
    @Args(() => SubscriptionsArgs) { filter, ...args }: SubscriptionsArgs,
  ): Promise<Page<PlanSubscription>> {
    if (scope.viewer.keyOwnerId === null) signedIn(scope.viewer);
    return page(scope, subscriptionList(scope.viewer, filter ?? {}), args);
  }

  @FieldResolver(() => Plan, { nullable: true, description: 'To what.' })
  plan(@Ctx() scope: Scope, @Root() { planId }: PlanSubscription): Promise<Plan | null> {
    return scope.get(PlanLoaders).known.load(planId);
  }

  @FieldResolver(() => PlanPrice, { nullable: true, description: 'At what price, which stays.' })
  price(@Ctx() scope: Scope, @Root() { priceId }: PlanSubscription): Promise<PlanPrice | null> {
    return scope.get(PlanLoaders).price.load(priceId);
  }

  @FieldResolver(() => UserRef, { nullable: true, description: 'Who pays.' })
  subscriber(@Root() { userId }: PlanSubscription): UserRef {
    return UserRef.of(userId);
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: 'Until when it opens courses, as far as is known now; null where it never did.',
  })
  opensUntil(@Root() { opensUntil }: PlanSubscription): Date | null {
    return opensUntil;
  }

  @FieldResolver(() => SubscriptionEnding, { nullable: true, description: 'Of one that is over: why.' })
  ending(@Root() { isOver, ending }: PlanSubscription): SubscriptionEnding | null {
    return isOver ? ending : null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Of one that staff ended: what they wrote.' })
  note(@Root() { isOver, note }: PlanSubscription): string | null {
    return isOver ? note : null;
  }

  @FieldResolver(() => SubscriptionSeatConnection, { description: 'For whom it opens courses, the oldest first.' })
  @ListSize()
  seats(
    @Ctx() scope: Scope,
    @Root() { id }: PlanSubscription,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<SubscriptionSeat>> {
    return scope.get(SubscriptionLoaders).pagesOfSeats(args).load(id);
  }

  @FieldResolver(() => InvoiceConnection, { description: 'What was paid for it, the newest first.' })
  @ListSize()
  invoices(
    @Ctx() scope: Scope,
    @Root() { id }: PlanSubscription,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<Invoice>> {
    return scope.get(SubscriptionLoaders).pagesOfInvoices(args).load(id);
  }
}

@Resolver(() => SubscriptionSeat)
export class SubscriptionSeatResolver {
  @FieldResolver(() => UserRef, { nullable: true, description: 'Who.' })
  user(@Root() { userId }: SubscriptionSeat): UserRef {
    return UserRef.of(userId);
  }
}

@Resolver(() => Invoice)
export class InvoiceSubscriptionResolver {
  @FieldResolver(() => PlanSubscription, { nullable: true, description: 'The subscription; null of an order.' })
  async subscription(@Ctx() scope: Scope, @Root() { subscriptionId }: Invoice): Promise<PlanSubscription | null> {
    return subscriptionId === null ? null : scope.get(SubscriptionLoaders).visible.load(subscriptionId);
  }
}

@Resolver(() => UserRef)
export class UserSubscriptionsResolver {
  @FieldResolver(() => PlanSubscriptionConnection, {
    nullable: true,
    description: 'What they subscribed to, the newest first; null for anyone but them and administrators.',
  })
  @ListSize()
  @Directive('@authenticated')
  async subscriptions(
    @Ctx() scope: Scope,
    @Root() { id }: UserRef,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<PlanSubscription> | null> {
    const { viewer } = scope;
    const isShown = viewer.is(id) || viewer.isAdministrator || viewer.isSystem;
    return isShown ? scope.get(SubscriptionLoaders).pagesOfSubscriber(args).load(id) : null;
  }
}
