import { page } from '../../../kit/database/page';
import { sqlState, violates } from '../../../kit/database/sql-state';
import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Page } from '../../../kit/graphql/connection';
import type { Scope } from '../../../kit/scope/scope';
import { normalisedCode, randomCode } from '../code/code';
import { paymentsErrors } from '../payments.errors';
import { listOfSeller } from '../promotion/promotion.list';
import { requireManager } from '../promotion/promotion.require';
import { describePromotion, requireAmount, undescribed } from '../promotion/promotion.rules';
import { CouponAuthority } from './coupon.authority';
import { Coupon } from './coupon.entity';
import type { CouponsArgs, CreateCouponInput, DeleteCouponInput, UpdateCouponInput } from './coupon.input';
import { couponPolicy } from './coupon.policy';

/** What staff do with coupons, and instructors with theirs. */
export class CouponService {
  constructor(private readonly scope: Scope) {}

  /** The seller's for its staff; an instructor's own for them. */
  list({ organisationId = null, isActive, ...args }: CouponsArgs): Promise<Page<Coupon>> {
    const list = listOfSeller(
      this.scope.viewer,
      { name: 'coupons', entity: Coupon, organisationId, owner: 'ownerId' },
      (query) => {
        if (isActive != null) query.andWhere('row.isActive = :isActive', { isActive });
      },
    );
    return page(this.scope, list, args);
  }

  /** An instructor's where the viewer does not manage the seller's payments. @throws NOT_FOUND, COUPON_CODE_TAKEN, BAD_INPUT, UNAUTHENTICATED, RATE_LIMITED */
  create({ organisationId = null, code, ...given }: CreateCouponInput): Promise<Coupon> {
    return this.scope
      .transaction(async (tx) => {
        const fresh = { id: tx.ids.next(), organisationId };
        const coupon = Object.assign(new Coupon(), {
          ...undescribed(tx, organisationId),
          ...fresh,
          ownerId: await tx.get(CouponAuthority).ownerOf(fresh),
          code: code ? requireCode(code) : randomCode(tx.ids, 10),
          minimumMinor: null,
          minimumCurrency: null,
          isStackable: false,
          isForFirstPurchase: false,
          usageLimit: null,
          limitPerPerson: 1,
          taken: 0,
        });
        await requireManager(tx, couponPolicy.manage, coupon);
        return this.described(tx, coupon, given);
      })
      .catch(refuseTakenCode);
  }

  /** @throws NOT_FOUND, CONFLICT, BAD_INPUT */
  update({ id, expectedVersion, ...given }: UpdateCouponInput): Promise<Coupon> {
    return this.scope.transaction(async (tx) => {
      const coupon = await tx.require(Coupon, id, couponPolicy.manage, expectedVersion);
      return this.described(tx, coupon, given);
    });
  }

  private async described(tx: Scope, coupon: Coupon, given: Parameters<typeof describe>[1]): Promise<Coupon> {
    await tx.get(CouponAuthority).requireTaught(describe(coupon, given));
    return tx.save(coupon);
  }

  /** @throws NOT_FOUND, CONFLICT, COUPON_IN_USE for one that an order has or had */
  delete({ id, expectedVersion }: DeleteCouponInput): Promise<string> {
    return this.scope
      .transaction(async (tx) => {
        const coupon = await tx.require(Coupon, id, couponPolicy.manage, expectedVersion);
        await tx.db.delete(Coupon, { id: coupon.id });
        return coupon.id;
      })
      .catch(refuseUsed);
  }
}

function describe(coupon: Coupon, given: Omit<UpdateCouponInput, 'id' | 'expectedVersion'>): Coupon {
  const { minimum, isStackable, isForFirstPurchase, usageLimit, limitPerPerson } = given;
  if (minimum) requireAmount(minimum, 'minimum');
  if (minimum !== undefined)
    Object.assign(coupon, { minimumMinor: minimum?.minor ?? null, minimumCurrency: minimum?.currency ?? null });
  Object.assign(coupon, {
    isStackable: isStackable ?? coupon.isStackable,
    isForFirstPurchase: isForFirstPurchase ?? coupon.isForFirstPurchase,
    usageLimit: usageLimit === undefined ? coupon.usageLimit : usageLimit,
    limitPerPerson: limitPerPerson ?? coupon.limitPerPerson,
  });
  return describePromotion(coupon, given);
}

const codeShape = /^[A-Z0-9][A-Z0-9-]{2,39}$/;

function requireCode(text: string): string {
  const code = normalisedCode(text);
  if (!codeShape.test(code))
    throw kitErrors.BAD_INPUT({ fields: { code: '3 to 40 letters, digits and hyphens, no hyphen in front.' } });
  return code;
}

function refuseTakenCode(error: unknown): never {
  if (violates(error, 'coupon_code_of_seller')) throw paymentsErrors.COUPON_CODE_TAKEN();
  throw error;
}

const foreignKeyViolation = '23503';

function refuseUsed(error: unknown): never {
  if (sqlState(error) === foreignKeyViolation) throw paymentsErrors.COUPON_IN_USE();
  throw error;
}
