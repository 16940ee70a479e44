import type { Viewer } from '../../../kit/identity/viewer';
import { definePolicy } from '../../../kit/policy/policy';
import { within } from '../../../kit/policy/tenant';
import { managesPayments } from '../promotion/promotion.policy';
import { Coupon } from './coupon.entity';

const isOwner = (viewer: Viewer) => (coupon: Coupon) => viewer.is(coupon.ownerId);

/** Who may do what with a coupon. Who uses one never sees the coupon itself. */
export const couponPolicy = definePolicy(Coupon, {
  see: (viewer) => (coupon) =>
    managesPayments(viewer)(coupon) || isOwner(viewer)(coupon) || viewer.may('payments.read', within(coupon)),
  manage: (viewer) => (coupon) => managesPayments(viewer)(coupon) || isOwner(viewer)(coupon),
});
