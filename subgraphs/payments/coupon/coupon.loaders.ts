import { loadByKey, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { Coupon } from './coupon.entity';
import { couponPolicy } from './coupon.policy';

/** Reads of coupons by key. */
export class CouponLoaders {
  readonly visible: Loader<string, Coupon | null>;

  constructor(scope: Scope) {
    this.visible = loadByKey(scope, Coupon, 'id', couponPolicy.see);
  }
}
