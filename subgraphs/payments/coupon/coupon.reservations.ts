import { defineCron } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import type { Quote } from '../pricing/quote.types';
import type { CouponRefusal } from '../pricing/terms';

export interface Reserving {
  readonly orderId: string;
  readonly userId: string;
  /** From then on what is not committed returns, unless the order may still be paid. */
  readonly expiresAt: Date;
  readonly quote: Pick<Quote, 'appliedCoupons'>;
}

export interface RefusedCoupon {
  readonly code: string;
  readonly reason: CouponRefusal;
}

/**
 * Counts uses of coupons. Who orders reserves, who pays commits, who does not pay releases. Each is one conditional UPDATE
 * on the coupon's row, so that a limit holds however many check out at once. Use in a transaction.
 */
export class CouponReservations {
  constructor(private readonly tx: Scope) {}

  /** All of the quote's coupons or none: null when they are held for the order, else the first that was refused. */
  async reserve({ orderId, userId, expiresAt, quote }: Reserving): Promise<RefusedCoupon | null> {
    // In one order for everybody, or two checkouts with the same two coupons would wait for each other.
    const coupons = quote.appliedCoupons.toSorted((one, other) => (one.id < other.id ? -1 : 1));
    for (const { id, code } of coupons) {
      const reason = await this.hold(id, { orderId, userId, expiresAt });
      if (!reason) continue;
      await this.release(orderId);
      return { code, reason };
    }
    return null;
  }

  /** What the order holds is used for good. */
  async commit(orderId: string): Promise<void> {
    await this.tx.db.query(COMMIT, [orderId]);
  }

  /** Gives back what the order holds and has not used. */
  async release(orderId: string): Promise<void> {
    await this.tx.db.query(RELEASE, [orderId]);
  }

  private async hold(couponId: string, order: Omit<Reserving, 'quote'>): Promise<CouponRefusal | null> {
    const now = this.tx.clock.now();
    const [, count] = await this.tx.db.query<[unknown[], number]>(TAKE, [couponId, now]);
    if (count === 0) return 'NOT_VALID';
    const { orderId, userId, expiresAt } = order;
    const held = await this.tx.db.query<unknown[]>(HOLD, [couponId, orderId, userId, now, expiresAt]);
    if (held.length > 0) return null;
    await this.tx.db.query(GIVE_BACK, [couponId]);
    return 'USED_BEFORE';
  }
}

/** A checkout that was given up some way that nobody told of returns what it held, every five minutes. */
export const releaseExpiredCoupons = defineCron('release_expired_coupons', '*/5 * * * *', async (scope) => {
  const orders = await scope.db.query<{ id: string }[]>(EXPIRED, [scope.clock.now()]);
  for (const { id } of orders) await scope.transaction((tx) => tx.get(CouponReservations).release(id));
});

const TAKE = `
  UPDATE coupon SET taken = taken + 1
   WHERE id = $1 AND is_active AND starts_at <= $2 AND (ends_at IS NULL OR $2 < ends_at) AND (usage_limit IS NULL OR taken < usage_limit)`;

const GIVE_BACK = `UPDATE coupon SET taken = taken - 1 WHERE id = $1`;

/** The person's first free use: the coupon's row is locked by now, so that two of one person come one after the other. */
const HOLD = `
  INSERT INTO coupon_redemption (order_id, coupon_id, organisation_id, user_id, ordinal, state, reserved_at, expires_at)
  SELECT $2, coupon.id, organisation_id, $3, free.ordinal, 'RESERVED', $4, $5
    FROM coupon, generate_series(1, limit_per_person) AS free (ordinal)
   WHERE coupon.id = $1 AND NOT EXISTS (
     SELECT FROM coupon_redemption used
      WHERE used.coupon_id = $1 AND used.user_id = $3 AND used.ordinal = free.ordinal AND used.state <> 'RELEASED')
   ORDER BY free.ordinal LIMIT 1
  ON CONFLICT DO NOTHING RETURNING order_id`;

const COMMIT = `UPDATE coupon_redemption SET state = 'COMMITTED' WHERE order_id = $1 AND state = 'RESERVED'`;

const RELEASE = `
  WITH released AS (
    UPDATE coupon_redemption SET state = 'RELEASED' WHERE order_id = $1 AND state = 'RESERVED' RETURNING coupon_id)
  UPDATE coupon SET taken = taken - 1 FROM released WHERE coupon.id = released.coupon_id`;

const EXPIRED = `
  SELECT DISTINCT order_id AS id FROM coupon_redemption
   WHERE state = 'RESERVED' AND expires_at <= $1 AND NOT EXISTS (
     SELECT FROM customer_order WHERE customer_order.id = order_id AND customer_order.state IN ('CREATED', 'PENDING_PAYMENT'))
   ORDER BY order_id LIMIT 1000`;
