import { signedIn } from '../../../kit/identity/signed-in';
import { baseCurrency } from '../../../kit/money/price-list';
import type { Scope } from '../../../kit/scope/scope';
import { BundleLoaders } from '../bundle/bundle.loaders';
import { CourseRef } from '../course/course.stub';
import type { Obstacle } from '../pricing/purchase.types';
import { QuoteService } from '../pricing/quote.service';
import { CartAccess } from './cart.access';
import { CartStore, requestOf } from './cart.contents';
import type { CartItem } from './cart.entity';
import type { MergeCartPayload, SkippedCartLine } from './cart.input';
import { cartLimit, couponLimit } from './cart.service';

interface Sorted {
  readonly kept: readonly CartItem[];
  readonly skipped: readonly { readonly item: CartItem; readonly reason: Obstacle | 'CART_FULL' }[];
}

/** What a guest chose becomes part of the cart of the person they turn out to be. */
export class CartMerging {
  constructor(private readonly scope: Scope) {}

  /** A second time there is nothing left to merge, which is no mistake. @throws NOT_FOUND for a token that is not ours, UNAUTHENTICATED */
  merge(token: string): Promise<MergeCartPayload> {
    signedIn(this.scope.viewer);
    return this.scope.transaction(async (tx) => {
      const guests = await tx.get(CartAccess).behind(token);
      const own = await tx.get(CartAccess).make(guests?.currency ?? baseCurrency);
      if (!guests) return { cart: own, skipped: [] };
      const store = tx.get(CartStore);
      const [mine, theirs] = [await store.contents(own.id), await store.contents(guests.id)];
      const request = requestOf(own, { items: [...mine.items, ...theirs.items], couponIds: [] });
      const { hindrances } = await tx.get(QuoteService).price(request);
      const reasonOf = new Map(hindrances.map(({ key, reason }) => [key, reason]));
      const { kept, skipped } = sortOut(theirs.items, reasonOf, cartLimit - mine.items.length);
      await store.drop(guests);
      await store.put(own, kept);
      const coupons = theirs.couponIds.filter((id) => !mine.couponIds.includes(id));
      for (const id of coupons.slice(0, couponLimit - mine.couponIds.length)) await store.enterCoupon(own, id);
      return { cart: await tx.save(own), skipped: await Promise.all(skipped.map((one) => lineOf(tx, one))) };
    });
  }
}

function sortOut(items: readonly CartItem[], reasonOf: ReadonlyMap<string, Obstacle>, room: number): Sorted {
  const fitting = items.filter(({ id }) => !reasonOf.has(id));
  const kept = fitting.slice(0, Math.max(0, room));
  const left = items.filter((item) => !kept.includes(item));
  return { kept, skipped: left.map((item) => ({ item, reason: reasonOf.get(item.id) ?? 'CART_FULL' })) };
}

async function lineOf(tx: Scope, { item, reason }: Sorted['skipped'][number]): Promise<SkippedCartLine> {
  const { courseId, bundleId } = item;
  return {
    course: courseId === null ? null : CourseRef.of(courseId),
    bundle: bundleId === null ? null : await tx.get(BundleLoaders).visible.load(bundleId),
    reason,
  };
}
