import { In } from 'typeorm';
import { limit } from '../../../kit/throttle/limit';
import { callersNetwork, throttleOf, type Counted } from '../../../kit/throttle/throttle';
import type { Scope } from '../../../kit/scope/scope';
import { normalisedCode } from '../code/code';
import type { CouponRefusal, CouponTerms } from '../pricing/terms';
import { Coupon } from './coupon.entity';

const guessesOfPerson = limit('coupon/person', 20, 900);
const guessesFromNetwork = limit('coupon/network', 100, 3_600);

export interface Entered {
  /** As they were entered, in capitals; a code that several sellers have is there once for each. */
  readonly coupons: readonly Coupon[];
  readonly unknown: readonly string[];
}

/** Looks coupons up for those who use them. What is asked for again in one request is neither read nor counted again. */
export class CouponBook {
  private readonly entered = new Map<string, Promise<Entered>>();
  private readonly decided = new Map<string, Promise<CouponTerms[]>>();

  constructor(private readonly scope: Scope) {}

  /**
   * By code, of sellers within the viewer's reach. Each wrong code counts as a guess: every way by which a code comes in
   * leads through here. @throws RATE_LIMITED
   */
  enter(codes: readonly string[]): Promise<Entered> {
    const wanted = [...new Set(codes.map(normalisedCode))];
    return once(this.entered, wanted.join(' '), () => this.look(wanted));
  }

  /** What is left of coupons that were entered before, in this order. */
  async again(ids: readonly string[]): Promise<Coupon[]> {
    if (ids.length === 0) return [];
    const found = new Map(
      (await this.scope.db.findBy(Coupon, { id: In([...ids]) })).map((coupon) => [coupon.id, coupon]),
    );
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  /** With what speaks against each, for this buyer and now. */
  terms(coupons: readonly Coupon[], buyerId: string | null): Promise<CouponTerms[]> {
    const key = [buyerId, ...coupons.map(({ id }) => id)].join(' ');
    return once(this.decided, key, () => this.decide(coupons, buyerId));
  }

  private async look(wanted: readonly string[]): Promise<Entered> {
    if (wanted.length === 0) return { coupons: [], unknown: [] };
    const attempts = wanted.map(() => this.attempt());
    for (const attempt of attempts) await throttleOf(this.scope).demand(...attempt);
    const found = await this.scope.db.find(Coupon, { where: { code: In(wanted) }, order: { id: 'ASC' }, take: 200 });
    const now = this.scope.clock.now();
    const coupons = wanted.flatMap((code) =>
      found.filter((coupon) => coupon.code === code && coupon.isLive(now) && !coupon.isUsedUp),
    );
    const unknown = wanted.filter((code) => !coupons.some((coupon) => coupon.code === code));
    for (const attempt of attempts.slice(unknown.length)) await throttleOf(this.scope).giveBack(attempt);
    return { coupons, unknown };
  }

  private async decide(coupons: readonly Coupon[], buyerId: string | null): Promise<CouponTerms[]> {
    if (coupons.length === 0) return [];
    const uses = await this.usesOf(buyerId, coupons);
    const isNew =
      buyerId !== null && coupons.some((coupon) => coupon.isForFirstPurchase) && (await this.isNew(buyerId));
    const now = this.scope.clock.now();
    const refusalOf = (coupon: Coupon): CouponRefusal | null => {
      if (!coupon.isLive(now) || coupon.isUsedUp) return 'NOT_VALID';
      if ((uses.get(coupon.id) ?? 0) >= coupon.limitPerPerson) return 'USED_BEFORE';
      if (!coupon.isForFirstPurchase || isNew) return null;
      return buyerId === null ? 'SIGN_IN_FIRST' : 'FIRST_PURCHASE_ONLY';
    };
    return coupons.map((coupon) => coupon.terms(refusalOf(coupon)));
  }

  private async usesOf(buyerId: string | null, coupons: readonly Coupon[]): Promise<ReadonlyMap<string, number>> {
    if (buyerId === null) return new Map();
    const rows = await this.scope.db.query<{ id: string; uses: number }[]>(USES, [
      buyerId,
      coupons.map(({ id }) => id),
    ]);
    return new Map(rows.map(({ id, uses }) => [id, uses]));
  }

  private async isNew(buyerId: string): Promise<boolean> {
    const [row] = await this.scope.db.query<{ hasBought: boolean }[]>(HAS_BOUGHT, [buyerId]);
    return row?.hasBought === false;
  }

  private attempt(): Counted[] {
    const { id } = this.scope.viewer;
    const network: Counted = [guessesFromNetwork, callersNetwork(this.scope)];
    return id === null ? [network] : [[guessesOfPerson, id], network];
  }
}

function once<V>(known: Map<string, Promise<V>>, key: string, read: () => Promise<V>): Promise<V> {
  const answer = known.get(key) ?? read();
  known.set(key, answer);
  return answer;
}

const USES = `
  SELECT coupon_id AS id, count(*)::int AS uses FROM coupon_redemption
   WHERE user_id = $1 AND coupon_id = ANY($2::uuid[]) AND state <> 'RELEASED' GROUP BY coupon_id`;

/** What was refunded was bought all the same. */
const HAS_BOUGHT = `
  SELECT EXISTS (SELECT FROM customer_order WHERE user_id = $1 AND paid_at IS NOT NULL) AS "hasBought"`;
