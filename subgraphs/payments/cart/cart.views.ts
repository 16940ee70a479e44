import { sum } from '../../../kit/money/shares';
import { Money } from '../../../kit/money/money';
import type { Scope } from '../../../kit/scope/scope';
import { CourseRef } from '../course/course.stub';
import { reductionsOf } from '../pricing/pricing.types';
import type { Purchase, PurchaseLine } from '../pricing/purchase.types';
import { QuoteService } from '../pricing/quote.service';
import { CartStore, requestOf } from './cart.contents';
import type { Cart, CartItem } from './cart.entity';
import type { CartLine } from './cart.types';

export interface CartView extends Pick<Purchase, 'quote'> {
  readonly lines: readonly CartLine[];
}

/** Carts with the prices of this moment: found once in a request, whatever fields are asked for. */
export class CartViews {
  private readonly views = new Map<string, Promise<CartView>>();

  constructor(private readonly scope: Scope) {}

  of(cart: Cart): Promise<CartView> {
    const key = `${cart.id} ${cart.version}`;
    const known = this.views.get(key) ?? this.read(cart);
    this.views.set(key, known);
    return known;
  }

  private async read(cart: Cart): Promise<CartView> {
    const contents = await this.scope.get(CartStore).contents(cart.id);
    const { quote, lines, hindrances } = await this.scope.get(QuoteService).price(requestOf(cart, contents));
    const byItem = Map.groupBy(lines, ({ wantedKey }) => wantedKey);
    const problemOf = new Map(hindrances.map((hindrance) => [hindrance.key, hindrance]));
    const view = contents.items.map((item): CartLine => {
      const problem = problemOf.get(item.id);
      const own = byItem.get(item.id) ?? [];
      return {
        ...thingOf(item),
        ...priceOf(item, own, quote.currency),
        problem: problem ? { reason: problem.reason, courses: problem.courseIds.map((id) => CourseRef.of(id)) } : null,
      };
    });
    return { quote, lines: view };
  }
}

function thingOf({ id, courseId, bundleId, giftEmail, giftMessage, addedAt }: CartItem) {
  const gift = giftEmail === null ? null : { email: giftEmail, message: giftMessage };
  return { id, course: courseId === null ? null : CourseRef.of(courseId), bundleId, gift, addedAt };
}

function priceOf(item: CartItem, lines: readonly PurchaseLine[], currency: string) {
  if (lines.length === 0) return { listPrice: null, price: null, reductions: [], priceChangedFrom: null };
  const total = (amount: (line: PurchaseLine) => bigint): Money => Money.of(sum(lines.map(amount)), currency);
  const hasChanged = item.seenCurrency === currency && item.seenMinor !== beforeCoupons(lines);
  return {
    listPrice: total((line) => line.list),
    price: total((line) => line.subtotal),
    reductions: reductionsOf(lines, currency),
    priceChangedFrom: hasChanged ? Money.of(item.seenMinor, currency) : null,
  };
}

/** Coupons come and go at the buyer's own hand: what they take off is no change of price. */
export function beforeCoupons(lines: readonly PurchaseLine[]): bigint {
  const coupons = lines.flatMap(({ reductions }) => reductions.filter(({ kind }) => kind === 'COUPON'));
  return sum(lines.map(({ subtotal }) => subtotal)) + sum(coupons.map(({ minor }) => minor));
}
