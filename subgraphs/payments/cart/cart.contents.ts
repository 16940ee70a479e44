import type { Scope } from '../../../kit/scope/scope';
import type { PurchaseRequest } from '../pricing/purchase.types';
import { CartItem, type Cart } from './cart.entity';

/** What lies in a cart, as it was put there. */
export interface CartContents {
  readonly items: readonly CartItem[];
  /** In the order of entering. */
  readonly couponIds: readonly string[];
}

/** Reads and writes what lies in carts. Changes want the cart locked. */
export class CartStore {
  constructor(private readonly scope: Scope) {}

  async contents(cartId: string): Promise<CartContents> {
    const items = await this.scope.db.find(CartItem, { where: { cartId }, order: { addedAt: 'ASC', id: 'ASC' } });
    const rows = await this.scope.db.query<{ id: string }[]>(COUPONS, [cartId]);
    return { items, couponIds: rows.map(({ id }) => id) };
  }

  async put(cart: Cart, items: readonly Partial<CartItem>[]): Promise<void> {
    const { ids, clock, db } = this.scope;
    const rows = items.map((item) => ({ ...item, id: ids.next(), cartId: cart.id, addedAt: clock.now() }));
    if (rows.length > 0)
      await db.createQueryBuilder().insert().into(CartItem).values(rows).updateEntity(false).execute();
  }

  async takeOut(cart: Cart, itemIds: readonly string[]): Promise<number> {
    const [, count] = await this.scope.db.query<[unknown[], number]>(TAKE_OUT, [cart.id, itemIds]);
    return count;
  }

  async enterCoupon(cart: Cart, couponId: string): Promise<void> {
    await this.scope.db.query(ENTER, [cart.id, couponId, this.scope.clock.now()]);
  }

  async removeCoupon(cart: Cart, code: string): Promise<void> {
    await this.scope.db.query(REMOVE_COUPON, [cart.id, code]);
  }

  async see(itemId: string, { minor, currency }: { minor: bigint; currency: string }): Promise<void> {
    await this.scope.db.update(CartItem, { id: itemId }, { seenMinor: minor, seenCurrency: currency });
  }

  async drop(cart: Cart): Promise<void> {
    await this.scope.db.query('DELETE FROM cart WHERE id = $1', [cart.id]);
  }
}

/** A cart as something to ask the price of. */
export function requestOf(
  cart: Pick<Cart, 'currency' | 'userId'>,
  { items, couponIds }: CartContents,
): PurchaseRequest {
  const { currency, userId } = cart;
  return { wanted: items.map(({ wanted }) => wanted), currency, couponIds, place: null, buyerId: userId };
}

const COUPONS = `SELECT coupon_id AS id FROM cart_coupon WHERE cart_id = $1 ORDER BY entered_at, coupon_id`;

const TAKE_OUT = `DELETE FROM cart_line WHERE cart_id = $1 AND id = ANY($2::uuid[])`;

const ENTER = `INSERT INTO cart_coupon (cart_id, coupon_id, entered_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`;

const REMOVE_COUPON = `
  DELETE FROM cart_coupon USING coupon WHERE cart_id = $1 AND coupon.id = coupon_id AND coupon.code = $2`;
