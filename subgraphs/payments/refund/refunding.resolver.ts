import { Arg, Args, Ctx, Directive, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import { Money } from '../../../kit/money/money';
import type { Scope } from '../../../kit/scope/scope';
import { Order } from '../order/order.entity';
import { OrderLine } from '../order/order-line.entity';
import { Refund } from './refund.entity';
import {
  RefundConnection,
  RefundOrderInput,
  RequestRefundInput,
  ResolveRefundTaskInput,
  ResolveRefundTaskPayload,
} from './refund.input';
import { RefundLoaders } from './refund.loaders';
import { RefundService } from './refund.service';
import {
  LineRefundability,
  RefundOrderResult,
  RequestRefundResult,
  type RefundOrderOutcome,
  type RequestRefundOutcome,
} from './refund.types';
import { Refundability } from './refundability';
import { StaffRefundService } from './staff-refund.service';

@Resolver()
export class RefundingResolver {
  @Mutation(() => RequestRefundResult, {
    description:
      'Asks for the money of things that you bought; `OrderLine.refundability` says whether that is granted. The course is yours until the money is on its way. A coupon that the order used is not given back.',
  })
  @Directive('@authenticated')
  requestRefund(
    @Ctx() scope: Scope,
    @Arg('input', () => RequestRefundInput) input: RequestRefundInput,
  ): Promise<RequestRefundOutcome> {
    return scope.get(RefundService).request(input);
  }

  @Mutation(() => RefundOrderResult, {
    description:
      'Gives back money of an order, whatever the rules for buyers say. A thing of which only a part goes back stays with its learner. Coupons are not given back. Errors: NOT_OF_THIS_ORDER, ORDER_DISPUTED. Needs `payments.manage` at its seller.',
  })
  @Directive('@authenticated')
  refundOrder(
    @Ctx() scope: Scope,
    @Arg('input', () => RefundOrderInput) input: RefundOrderInput,
  ): Promise<RefundOrderOutcome> {
    return scope.get(StaffRefundService).refundOrder(input);
  }

  @Query(() => RefundConnection, {
    description:
      'Refunds that failed and that nobody has looked after yet, the oldest first, where you have `payments.manage`.',
  })
  @ListSize()
  @Directive('@authenticated')
  refundTasks(@Ctx() scope: Scope, @Args(() => PageArgs) args: PageArgs): Promise<Page<Refund>> {
    return scope.get(StaffRefundService).tasks(args);
  }

  @Mutation(() => ResolveRefundTaskPayload, {
    description:
      'Says what is done about a refund that failed; access stays as it is. Errors: REFUND_TASK_DONE, REFUND_TASK_OVERTAKEN, ORDER_DISPUTED. Needs `payments.manage` at its seller.',
  })
  @Directive('@authenticated')
  resolveRefundTask(
    @Ctx() scope: Scope,
    @Arg('input', () => ResolveRefundTaskInput) input: ResolveRefundTaskInput,
  ): Promise<ResolveRefundTaskPayload> {
    return scope.get(StaffRefundService).resolve(input);
  }
}

@Resolver(() => Order)
export class OrderRefundsResolver {
  @FieldResolver(() => [Refund], { description: 'What went back, or is to go back, the oldest first.' })
  refunds(@Ctx() scope: Scope, @Root() { id }: Order): Promise<Refund[]> {
    return scope.get(RefundLoaders).ofOrder.load(id);
  }
}

@Resolver(() => OrderLine)
export class RefundabilityResolver {
  @FieldResolver(() => LineRefundability, {
    nullable: true,
    description: 'Whether its buyer may have the money back, until when, and how much.',
  })
  async refundability(@Ctx() scope: Scope, @Root() { id, currency }: OrderLine): Promise<LineRefundability | null> {
    const found = await scope.get(Refundability).ofLine.load(id);
    if (!found) return null;
    const { bar: reason, until, left } = found;
    return { allowed: reason === null, reason, until, amount: Money.of(left > 0n ? left : 0n, currency) };
  }
}
