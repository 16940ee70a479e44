import { signedIn } from '../../../kit/identity/signed-in';
import type { Scope } from '../../../kit/scope/scope';
import type { Order } from '../order/order.entity';
import type { PurchaseRequest } from '../pricing/purchase.types';
import { CartAccess } from './cart.access';
import { CartStore, requestOf } from './cart.contents';

/** Where carts and orders meet. */
export class CartCheckout {
  constructor(private readonly scope: Scope) {}

  /** What lies in the viewer's own cart, and the coupons that were entered. @throws UNAUTHENTICATED */
  async wanted(): Promise<Pick<PurchaseRequest, 'wanted' | 'couponIds'>> {
    signedIn(this.scope.viewer);
    const cart = await this.scope.get(CartAccess).own();
    if (!cart) return { wanted: [] };
    return requestOf(cart, await this.scope.get(CartStore).contents(cart.id));
  }

  /** What was paid leaves the buyer's cart, however it was ordered, and so do the coupons that were used. */
  async paid({ id, userId }: Order): Promise<void> {
    const { db, clock } = this.scope;
    const [, lines] = await db.query<[unknown[], number]>(BOUGHT, [id, userId]);
    const [, coupons] = await db.query<[unknown[], number]>(USED, [id, userId]);
    if (lines + coupons > 0) await db.query(CHANGED, [userId, clock.now()]);
  }
}

const BOUGHT = `
  DELETE FROM cart_line USING cart
   WHERE cart.id = cart_id AND cart.user_id = $2 AND EXISTS (
     SELECT FROM order_line LEFT JOIN gift_line ON line_id = order_line.id LEFT JOIN gift ON gift.id = gift_id
      WHERE order_line.order_id = $1
        AND (order_line.course_id = cart_line.course_id OR order_line.bundle_id = cart_line.bundle_id)
        AND lower(gift.email) IS NOT DISTINCT FROM lower(cart_line.gift_email))`;

const USED = `
  DELETE FROM cart_coupon USING cart
   WHERE cart.id = cart_id AND cart.user_id = $2
     AND coupon_id IN (SELECT coupon_id FROM coupon_redemption WHERE order_id = $1)`;

const CHANGED = `UPDATE cart SET version = version + 1, updated_at = $2 WHERE user_id = $1`;
