import { definePolicy } from '../../../kit/policy/policy';
import { within } from '../../../kit/policy/tenant';
import { managesPayments } from '../promotion/promotion.policy';
import { Coupon } from './coupon.entity';

/** Who may do what with a coupon. Who uses one never sees the coupon itself. */
export const couponPolicy = definePolicy(Coupon, {
  see: (viewer) => (coupon) => managesPayments(viewer)(coupon) || viewer.may('payments.read', within(coupon)),
  manage: managesPayments,
});
