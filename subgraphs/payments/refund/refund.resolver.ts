import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { page } from '../../../kit/database/page';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { signedIn } from '../../../kit/identity/signed-in';
import { Money } from '../../../kit/money/money';
import type { Scope } from '../../../kit/scope/scope';
import { Order } from '../order/order.entity';
import { OrderLoaders } from '../order/order.loaders';
import { Refund, RefundResolution } from './refund.entity';
import { RefundConnection, RefundsArgs } from './refund.input';
import { refundList } from './refund.list';
import { RefundLoaders } from './refund.loaders';
import { seesAsStaff } from './refund.policy';
import { RefundedLine } from './refund.types';

@Resolver(() => Refund)
export class RefundResolver {
  @Query(() => Refund, {
    nullable: true,
    description: 'One refund: to you, or of your organisation where you may read payments; else null.',
  })
  @Directive('@authenticated')
  refund(@Ctx() scope: Scope, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Refund | null> {
    return scope.get(RefundLoaders).visible.load(id);
  }

  @Query(() => RefundConnection, {
    description:
      'The refunds that you may see, the newest first: to you, and with `payments.read` your organisation’s.',
  })
  @ListSize()
  @Directive('@authenticated')
  refunds(@Ctx() scope: Scope, @Args(() => RefundsArgs) { filter, ...args }: RefundsArgs): Promise<Page<Refund>> {
    if (scope.viewer.keyOwnerId === null) signedIn(scope.viewer);
    return page(scope, refundList(scope.viewer, filter ?? {}), args);
  }

  @FieldResolver(() => Order, { nullable: true, description: 'Of which order; null of a subscription.' })
  async order(@Ctx() scope: Scope, @Root() { orderId }: Refund): Promise<Order | null> {
    return orderId === null ? null : scope.get(OrderLoaders).visible.load(orderId);
  }

  @FieldResolver(() => Money, { description: 'How much, tax included.' })
  amount(@Root() { minor, currency }: Refund): Money {
    return Money.of(minor, currency);
  }

  @FieldResolver(() => [RefundedLine], {
    description: 'What it is for, part by part; empty where no order waited for the money, and of a subscription.',
  })
  async lines(@Ctx() scope: Scope, @Root() { id, currency }: Refund): Promise<RefundedLine[]> {
    const { parts, line } = scope.get(RefundLoaders);
    const found = await parts.load(id);
    const lines = await line.loadMany(found.map(({ lineId }) => lineId));
    return found.map(({ minor }, index) => ({
      amount: Money.of(minor, currency),
      line: lines[index] instanceof Error ? null : (lines[index] ?? null),
    }));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "The provider's code of why it failed; for the seller's staff only.",
  })
  failure(@Ctx() scope: Scope, @Root() refund: Refund): string | null {
    return seesAsStaff(scope.viewer, refund) ? refund.failure : null;
  }

  @FieldResolver(() => RefundResolution, {
    nullable: true,
    description: "What was done about its failing; null while that is to be done. For the seller's staff only.",
  })
  resolution(@Ctx() scope: Scope, @Root() refund: Refund): RefundResolution | null {
    return seesAsStaff(scope.viewer, refund) ? refund.resolution : null;
  }

  @FieldResolver(() => String, { nullable: true, description: "In staff's own words; for the seller's staff only." })
  resolutionNote(@Ctx() scope: Scope, @Root() refund: Refund): string | null {
    return seesAsStaff(scope.viewer, refund) ? refund.resolutionNote : null;
  }
}
