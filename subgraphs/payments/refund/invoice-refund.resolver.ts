import { Arg, Ctx, Directive, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { Invoice } from '../invoice/invoice.entity';
import { InvoiceLoaders } from '../invoice/invoice.loaders';
import { PlanSubscription } from '../subscription/subscription.entity';
import { SubscriptionLoaders } from '../subscription/subscription.loaders';
import { InvoiceRefundService } from './invoice-refund.service';
import {
  RefundSubscriptionInvoiceInput,
  RefundSubscriptionInvoiceResult,
  type RefundInvoiceOutcome,
} from './invoice-refund.types';
import { Refund } from './refund.entity';

/** Refunds of payments for subscriptions. */
@Resolver(() => Refund)
export class InvoiceRefundResolver {
  @Mutation(() => RefundSubscriptionInvoiceResult, {
    description:
      'Gives back money of a payment for a subscription, which goes on: `endSubscription` ends it. Errors: INVOICE_OF_ORDER, INVOICE_DISPUTED. Needs `payments.manage` at its seller.',
  })
  @Directive('@authenticated')
  refundSubscriptionInvoice(
    @Ctx() scope: Scope,
    @Arg('input', () => RefundSubscriptionInvoiceInput) input: RefundSubscriptionInvoiceInput,
  ): Promise<RefundInvoiceOutcome> {
    return scope.get(InvoiceRefundService).refund(input);
  }

  @FieldResolver(() => PlanSubscription, { nullable: true, description: 'Of which subscription; null of an order.' })
  async subscription(@Ctx() scope: Scope, @Root() { subscriptionId }: Refund): Promise<PlanSubscription | null> {
    return subscriptionId === null ? null : scope.get(SubscriptionLoaders).visible.load(subscriptionId);
  }

  @FieldResolver(() => Invoice, {
    nullable: true,
    description: 'Of which invoice of the subscription; null of an order.',
  })
  async invoice(@Ctx() scope: Scope, @Root() { chargeId }: Refund): Promise<Invoice | null> {
    return chargeId === null ? null : scope.get(InvoiceLoaders).ofCharge.load(chargeId);
  }
}
