import { migration } from '../../../kit/database/migration';

/** Instructors make coupons of their own. */
export const couponOwner = migration('CouponOwner1764300005000', `ALTER TABLE coupon ADD COLUMN owner_id uuid;`);
