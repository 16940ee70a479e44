import { Money } from '../../../kit/money/money';
import { baseCurrency } from '../../../kit/money/price-list';
import type { Scope } from '../../../kit/scope/scope';
import { BundleLoaders } from '../bundle/bundle.loaders';
import { CourseLoaders } from '../course/course.loaders';
import { reductionsOf } from '../pricing/pricing.types';
import type { Purchase } from '../pricing/purchase.types';
import { QuoteService } from '../pricing/quote.service';
import type { OfferArgs } from './offer.args';
import type { Offer } from './offer.types';

type Thing = { readonly courseId: string } | { readonly bundleId: string };

/** What courses and bundles cost, for who looks at them. All questions of a request share their statements. */
export class OfferService {
  private readonly known = new Map<string, Promise<Purchase>>();

  constructor(private readonly scope: Scope) {}

  /**
   * The ways to buy a course, by itself first; none where there is nothing to buy, null for a course that the viewer does not
   * see. @throws RATE_LIMITED for guessed codes
   */
  async ofCourse(courseId: string, args: OfferArgs): Promise<Offer[] | null> {
    const course = await this.scope.get(CourseLoaders).visible.load(courseId);
    if (!course) return null;
    const bundles = await this.scope.get(BundleLoaders).soldWith.load(course.id);
    const things: Thing[] = [{ courseId: course.id }, ...bundles.map(({ id }) => ({ bundleId: id }))];
    const offers = await Promise.all(things.map((thing) => this.of(thing, args)));
    // Who has the course, or pays nothing for it, is offered nothing that brings it.
    return offers[0] ? offers.flatMap((offer) => offer ?? []) : [];
  }

  /** Null where the viewer cannot buy it. */
  async of(thing: Thing, { currency, couponCode }: OfferArgs): Promise<Offer | null> {
    const { quote, lines } = await this.price(
      thing,
      currency ?? baseCurrency,
      couponCode ?? null,
      this.scope.viewer.id,
    );
    if (lines.length === 0) return null;
    return {
      bundleId: 'bundleId' in thing ? thing.bundleId : null,
      listPrice: Money.of(quote.list, quote.currency),
      price: Money.of(quote.subtotal, quote.currency),
      reductions: reductionsOf(lines, quote.currency),
      refusedCoupon: quote.refusedCoupons[0] ?? null,
    };
  }

  /** What a course costs anybody now; null for one that is free, has no price yet, or is not for the viewer to see. */
  async salePrice(courseId: string, currency: string | null): Promise<Money | null> {
    const { quote, lines } = await this.price({ courseId }, currency ?? baseCurrency, null, null);
    return lines.length === 0 ? null : Money.of(quote.subtotal, quote.currency);
  }

  private price(thing: Thing, currency: string, couponCode: string | null, buyerId: string | null): Promise<Purchase> {
    const key = JSON.stringify([thing, currency, couponCode, buyerId]);
    const known = this.known.get(key);
    if (known) return known;
    const wanted = [{ key: 'it', courseId: null, bundleId: null, gift: null, ...thing }];
    const couponCodes = couponCode === null ? [] : [couponCode];
    const asked = this.scope.get(QuoteService).price({ wanted, currency, couponCodes, place: null, buyerId });
    this.known.set(key, asked);
    return asked;
  }
}
