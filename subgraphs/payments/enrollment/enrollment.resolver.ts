import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { Order } from '../order/order.entity';
import { EnrollmentLoaders } from './enrollment.loaders';
import { EnrollmentRef } from './enrollment.stub';

@Resolver(() => EnrollmentRef)
export class EnrollmentResolver {
  @FieldResolver(() => Order, {
    nullable: true,
    description:
      'The order that paid for it, for its buyer and the staff of its seller; null where nobody paid, or somebody else gave it.',
  })
  @Directive('@authenticated')
  order(@Ctx() scope: Scope, @Root() { id }: EnrollmentRef): Promise<Order | null> {
    return scope.get(EnrollmentLoaders).order(id);
  }
}
