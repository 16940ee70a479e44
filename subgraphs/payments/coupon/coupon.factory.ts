import { randomUUID } from 'node:crypto';
import type { Factory } from '../../../kit/testing/subgraph-test';
import type { Coupon } from './coupon.entity';
import { CouponService } from './coupon.service';
import type { CreateCouponInput } from './coupon.input';

/** A coupon of the marketplace, 10 % off everything unless told otherwise. */
export const couponFactory: Factory<Partial<CreateCouponInput>, Coupon> = (scope, given) =>
  scope.get(CouponService).create({
    code: `C-${randomUUID().slice(0, 18)}`,
    discount: { basisPoints: 1_000 },
    ...given,
  });
