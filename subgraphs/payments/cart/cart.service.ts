import { kitErrors } from '../../../kit/errors/kit-errors';
import { baseCurrency } from '../../../kit/money/price-list';
import type { Scope } from '../../../kit/scope/scope';
import { BundleLoaders } from '../bundle/bundle.loaders';
import { CourseRef } from '../course/course.stub';
import { normalisedCode } from '../code/code';
import { wishOf } from '../gift/gift-wish.input';
import { QuoteService } from '../pricing/quote.service';
import type { PurchaseLine, Wanted } from '../pricing/purchase.types';
import { CouponRefused, refusalOf } from '../pricing/refusals';
import { CartAccess } from './cart.access';
import { CartStore, requestOf, type CartContents } from './cart.contents';
import type { Cart, CartItem } from './cart.entity';
import {
  AddToCartPayload,
  ApplyCouponPayload,
  CartFull,
  type AcceptCartPricesInput,
  type AddToCartInput,
  type AddToCartOutcome,
  type ApplyCouponInput,
  type RemoveCouponInput,
  type RemoveFromCartInput,
  type SetCartCurrencyInput,
} from './cart.input';
import { beforeCoupons } from './cart.views';

/** How many lines a cart can have, and how many codes can be entered. */
export const cartLimit = 50;
export const couponLimit = 5;

const empty: CartContents = { items: [], couponIds: [] };
const candidate = 'candidate';

/** What people do with their carts. */
export class CartService {
  constructor(private readonly scope: Scope) {}

  /** @throws NOT_FOUND for a token that opens nothing, CONFLICT, BAD_INPUT, UNAUTHENTICATED for an API key */
  add(input: AddToCartInput): Promise<AddToCartOutcome> {
    const wanted = wantedOf(input);
    const currency = input.currency ?? baseCurrency;
    return this.scope.transaction(async (tx) => {
      const found = await tx.get(CartAccess).find(input, currency);
      const before = found ? await tx.get(CartStore).contents(found.id) : empty;
      const replaced = await replacedBy(tx, wanted, before.items);
      const items = before.items.filter((item) => !replaced.includes(item));
      if (items.length >= cartLimit) return cartFull();
      const cart = found ?? { currency, userId: null };
      const request = requestOf(cart, { ...before, items });
      const { lines, hindrances, quote } = await tx
        .get(QuoteService)
        .price({ ...request, wanted: [...request.wanted, wanted] });
      const hindrance = hindrances.find(({ key }) => key === candidate);
      if (hindrance) return refusalOf(hindrance);
      const kept = found ?? (await tx.get(CartAccess).make(currency));
      await tx.get(CartStore).takeOut(
        kept,
        replaced.map(({ id }) => id),
      );
      const seen = { seenMinor: beforeCoupons(linesOf(lines, candidate)), seenCurrency: quote.currency };
      await tx.get(CartStore).put(kept, [{ ...thingOf(wanted), ...seen }]);
      const replacedCourses = replaced.flatMap(({ courseId }) => (courseId ? CourseRef.of(courseId) : []));
      return Object.assign(new AddToCartPayload(), { cart: await tx.save(kept), replacedCourses });
    });
  }

  /** @throws NOT_FOUND, CONFLICT */
  remove({ lineId, ...door }: RemoveFromCartInput): Promise<Cart> {
    return this.change(door, async (tx, cart) => {
      if ((await tx.get(CartStore).takeOut(cart, [lineId])) === 0) throw kitErrors.NOT_FOUND({ thing: 'line' });
    });
  }

  /** @throws NOT_FOUND, CONFLICT */
  setCurrency({ currency, ...door }: SetCartCurrencyInput): Promise<Cart> {
    return this.change(door, async (_tx, cart) => {
      cart.currency = currency;
    });
  }

  /** @throws NOT_FOUND, CONFLICT, RATE_LIMITED for guesses */
  applyCoupon({ code, ...door }: ApplyCouponInput): Promise<ApplyCouponPayload | CouponRefused> {
    return this.scope.transaction(async (tx) => {
      const cart = await tx.get(CartAccess).require(door);
      const contents = await tx.get(CartStore).contents(cart.id);
      const entered = normalisedCode(code);
      if (contents.couponIds.length >= couponLimit)
        return CouponRefused.of({ code: entered, reason: 'NOT_WITH_OTHERS' });
      const { quote } = await tx.get(QuoteService).price({ ...requestOf(cart, contents), couponCodes: [code] });
      const refused = quote.refusedCoupons.find((coupon) => coupon.code === entered);
      if (refused) return CouponRefused.of(refused);
      const applied = quote.appliedCoupons.find((coupon) => coupon.code === entered);
      if (applied) await tx.get(CartStore).enterCoupon(cart, applied.id);
      return Object.assign(new ApplyCouponPayload(), { cart: await tx.save(cart) });
    });
  }

  /** @throws NOT_FOUND, CONFLICT */
  removeCoupon({ code, ...door }: RemoveCouponInput): Promise<Cart> {
    return this.change(door, (tx, cart) => tx.get(CartStore).removeCoupon(cart, normalisedCode(code)));
  }

  /** @throws NOT_FOUND, CONFLICT */
  acceptPrices(door: AcceptCartPricesInput): Promise<Cart> {
    return this.change(door, async (tx, cart) => {
      const contents = await tx.get(CartStore).contents(cart.id);
      const { lines, quote } = await tx.get(QuoteService).price(requestOf(cart, contents));
      for (const { id } of contents.items) {
        const own = linesOf(lines, id);
        if (own.length > 0) await tx.get(CartStore).see(id, { minor: beforeCoupons(own), currency: quote.currency });
      }
    });
  }

  private change(
    door: { token?: string | null; expectedVersion?: number | null },
    work: (tx: Scope, cart: Cart) => Promise<void>,
  ): Promise<Cart> {
    return this.scope.transaction(async (tx) => {
      const cart = await tx.get(CartAccess).require(door);
      await work(tx, cart);
      return tx.save(cart);
    });
  }
}

/** @throws BAD_INPUT unless exactly one thing is named */
function wantedOf({ courseId, bundleId, gift }: AddToCartInput): Wanted {
  if ((courseId == null) === (bundleId == null))
    throw kitErrors.BAD_INPUT({ fields: { courseId: 'Name a course or a bundle, not both.' } });
  return { key: candidate, courseId: courseId ?? null, bundleId: bundleId ?? null, gift: wishOf(gift) };
}

function thingOf({ courseId, bundleId, gift }: Wanted): Partial<CartItem> {
  return { courseId, bundleId, giftEmail: gift?.email ?? null, giftMessage: gift?.message ?? '' };
}

/** What lies there by itself, for the same person, and comes with the bundle now. */
async function replacedBy(tx: Scope, { bundleId, gift }: Wanted, items: readonly CartItem[]): Promise<CartItem[]> {
  const bundle = bundleId === null ? null : await tx.get(BundleLoaders).visible.load(bundleId);
  if (!bundle) return [];
  return items.filter(
    ({ courseId, giftEmail }) =>
      courseId !== null &&
      bundle.courseIds.includes(courseId) &&
      giftEmail?.toLowerCase() === gift?.email.toLowerCase(),
  );
}

const linesOf = (lines: readonly PurchaseLine[], key: string): PurchaseLine[] =>
  lines.filter(({ wantedKey }) => wantedKey === key);

function cartFull(): CartFull {
  const message = `A cart has at most ${cartLimit} lines.`;
  return Object.assign(new CartFull(), { code: 'CART_FULL', message, limit: cartLimit });
}
