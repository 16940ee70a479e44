import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { Coupon } from './coupon.entity';
import { CouponLoaders } from './coupon.loaders';

/** How references become coupons; the policy is in the loader, so there is no way around it. */
export const resolveCoupon: ReferenceResolver<Coupon> = (scope, { id }) => scope.get(CouponLoaders).visible.load(id);
