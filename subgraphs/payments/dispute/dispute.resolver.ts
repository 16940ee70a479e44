import { Arg, Args, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { Money } from '../../../kit/money/money';
import type { Scope } from '../../../kit/scope/scope';
import { Invoice } from '../invoice/invoice.entity';
import { InvoiceLoaders } from '../invoice/invoice.loaders';
import { Order } from '../order/order.entity';
import { OrderLoaders } from '../order/order.loaders';
import { PlanSubscription } from '../subscription/subscription.entity';
import { SubscriptionLoaders } from '../subscription/subscription.loaders';
import { Dispute } from './dispute.entity';
import {
  DisputeConnection,
  DisputesArgs,
  SubmitDisputeEvidenceInput,
  SubmitDisputeEvidencePayload,
} from './dispute.input';
import { DisputeLoaders } from './dispute.loaders';
import { DisputeService } from './dispute.service';

@Resolver(() => Dispute)
export class DisputeResolver {
  @Query(() => Dispute, {
    nullable: true,
    description: 'One dispute; null for who does not read payments of its seller.',
  })
  @Directive('@authenticated')
  dispute(@Ctx() scope: Scope, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Dispute | null> {
    return scope.get(DisputeLoaders).visible.load(id);
  }

  @Query(() => DisputeConnection, {
    description: 'The disputes of sellers whose payments you may read, the newest first.',
  })
  @ListSize()
  @Directive('@authenticated')
  disputes(@Ctx() scope: Scope, @Args(() => DisputesArgs) args: DisputesArgs): Promise<Page<Dispute>> {
    return scope.get(DisputeService).list(args);
  }

  @Mutation(() => SubmitDisputeEvidencePayload, {
    description: "Answers a buyer's bank, once. Errors: DISPUTE_NOT_OPEN. Needs `payments.manage` at the seller.",
  })
  @Directive('@authenticated')
  async submitDisputeEvidence(
    @Ctx() scope: Scope,
    @Arg('input', () => SubmitDisputeEvidenceInput) input: SubmitDisputeEvidenceInput,
  ): Promise<SubmitDisputeEvidencePayload> {
    return { dispute: await scope.get(DisputeService).submit(input) };
  }

  @FieldResolver(() => Money, { description: 'What the bank takes, or asks about.' })
  amount(@Root() { minor, currency }: Dispute): Money {
    return Money.of(minor, currency);
  }

  @FieldResolver(() => Order, { nullable: true, description: 'Which order was paid with it; null of a subscription.' })
  async order(@Ctx() scope: Scope, @Root() { orderId }: Dispute): Promise<Order | null> {
    return orderId === null ? null : scope.get(OrderLoaders).visible.load(orderId);
  }

  @FieldResolver(() => PlanSubscription, {
    nullable: true,
    description: 'Which subscription was paid with it; null of an order.',
  })
  async subscription(@Ctx() scope: Scope, @Root() { subscriptionId }: Dispute): Promise<PlanSubscription | null> {
    return subscriptionId === null ? null : scope.get(SubscriptionLoaders).visible.load(subscriptionId);
  }

  @FieldResolver(() => Invoice, {
    nullable: true,
    description: 'Which invoice of the subscription was paid with it; null of an order.',
  })
  async invoice(@Ctx() scope: Scope, @Root() { chargeId }: Dispute): Promise<Invoice | null> {
    return chargeId === null ? null : scope.get(InvoiceLoaders).ofCharge.load(chargeId);
  }
}
