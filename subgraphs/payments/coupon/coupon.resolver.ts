import { Arg, Args, Ctx, Directive, ID, Mutation, Query, Resolver } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import type { Scope } from '../../../kit/scope/scope';
import { Coupon } from './coupon.entity';
import {
  CouponConnection,
  CouponsArgs,
  CreateCouponInput,
  CreateCouponPayload,
  DeleteCouponInput,
  DeleteCouponPayload,
  UpdateCouponInput,
  UpdateCouponPayload,
} from './coupon.input';
import { CouponLoaders } from './coupon.loaders';
import { CouponService } from './coupon.service';

@Resolver(() => Coupon)
export class CouponResolver {
  @Query(() => Coupon, {
    nullable: true,
    description: 'One coupon; null for who does not read payments of its seller.',
  })
  @Directive('@authenticated')
  coupon(@Ctx() scope: Scope, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Coupon | null> {
    return scope.get(CouponLoaders).visible.load(id);
  }

  @Query(() => CouponConnection, {
    description: "A seller's coupons, the newest first; an empty list for who does not read its payments.",
  })
  @ListSize()
  @Directive('@authenticated')
  coupons(@Ctx() scope: Scope, @Args(() => CouponsArgs) args: CouponsArgs): Promise<Page<Coupon>> {
    return scope.get(CouponService).list(args);
  }

  @Mutation(() => CreateCouponPayload, {
    description:
      'Makes a coupon. Needs `payments.manage` at its seller; instructors make some for courses that they teach, and name these. RATE_LIMITED.',
  })
  @Directive('@authenticated')
  async createCoupon(
    @Ctx() scope: Scope,
    @Arg('input', () => CreateCouponInput) input: CreateCouponInput,
  ): Promise<CreateCouponPayload> {
    return { coupon: await scope.get(CouponService).create(input) };
  }

  @Mutation(() => UpdateCouponPayload, {
    description:
      'Changes a coupon, or switches it off. What was ordered with it stays. Needs `payments.manage`, or is your own.',
  })
  @Directive('@authenticated')
  async updateCoupon(
    @Ctx() scope: Scope,
    @Arg('input', () => UpdateCouponInput) input: UpdateCouponInput,
  ): Promise<UpdateCouponPayload> {
    return { coupon: await scope.get(CouponService).update(input) };
  }

  @Mutation(() => DeleteCouponPayload, {
    description: 'Deletes a coupon that was never used. COUPON_IN_USE. Needs `payments.manage`, or is your own.',
  })
  @Directive('@authenticated')
  async deleteCoupon(
    @Ctx() scope: Scope,
    @Arg('input', () => DeleteCouponInput) input: DeleteCouponInput,
  ): Promise<DeleteCouponPayload> {
    return { deletedCouponId: await scope.get(CouponService).delete(input) };
  }
}
