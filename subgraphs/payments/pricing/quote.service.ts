import type { Loader } from '../../../kit/database/loaders';
import { baseCurrency } from '../../../kit/money/price-list';
import type { Scope } from '../../../kit/scope/scope';
import { BundleLoaders } from '../bundle/bundle.loaders';
import { CampaignLoaders, sellerKey } from '../campaign/campaign.loaders';
import { CategoryLoaders } from '../category/category.loaders';
import { CouponBook } from '../coupon/coupon.book';
import type { Coupon } from '../coupon/coupon.entity';
import { CourseLoaders } from '../course/course.loaders';
import { Ownership } from '../ownership/ownership';
import type { TaxRule } from '../tax/tax-amount';
import { TaxService } from '../tax/tax.service';
import type { Purchase, PurchaseLine, PurchaseRequest, Wanted } from './purchase.types';
import { quote } from './quote';
import type { QuoteBundle, QuoteItem } from './quote.types';
import { commonCurrency, sortOut, type Known, type Part } from './wanted';

/** Nothing is added while nobody knows where the buyer is. */
const unknownTax: TaxRule = { rate: '0', jurisdiction: '', isInclusive: true, reverseCharge: false };

/** Finds out what something costs right now. Carts, offers and the checkout all ask here. */
export class QuoteService {
  constructor(private readonly scope: Scope) {}

  /** What can be bought of what is wanted, for how much and why; and what cannot. @throws RATE_LIMITED for guessed codes */
  async price(request: PurchaseRequest): Promise<Purchase> {
    const { parts, hindrances } = sortOut(request.wanted, await this.known(request));
    const currency = commonCurrency(parts, request.currency, baseCurrency);
    const items = await Promise.all(parts.map((part) => this.itemOf(part, currency)));
    const { coupons, unknown } = await this.coupons(request, parts);
    const campaigns = await loadAll(this.scope.get(CampaignLoaders).live, [...sellersOf(parts)]);
    const found = quote({
      items,
      bundles: bundlesOf(parts, currency),
      currency,
      coupons: await this.scope.get(CouponBook).terms(coupons, request.buyerId),
      campaigns: campaigns.flat().map(({ terms }) => terms),
      tax: await this.taxRule(request),
    });
    const notValid = unknown.map((code) => ({ id: null, code, reason: 'NOT_VALID' as const }));
    return {
      quote: { ...found, refusedCoupons: [...found.refusedCoupons, ...notValid] },
      lines: linesOf(found.lines, parts),
      hindrances,
    };
  }

  private async known({ wanted, buyerId }: PurchaseRequest): Promise<Known> {
    const bundleIds = wanted.flatMap(({ bundleId }) => bundleId ?? []);
    const bundles = await loadAll(this.scope.get(BundleLoaders).visible, bundleIds);
    const sold = bundles.filter((bundle) => bundle !== null).filter(({ isActive }) => isActive);
    const courseIds = [
      ...wanted.flatMap(({ courseId }) => courseId ?? []),
      ...sold.flatMap((bundle) => bundle.courseIds),
    ];
    const courses = await loadAll(this.scope.get(CourseLoaders).visible, courseIds);
    const visible = courses.filter((course) => course !== null);
    const courseOf = new Map(visible.map((course) => [course.id, course]));
    const bundleOf = new Map(sold.map((bundle) => [bundle.id, bundle]));
    return {
      course: (id) => courseOf.get(id) ?? null,
      bundle: (id) => bundleOf.get(id) ?? null,
      owned: await this.scope.get(Ownership).among([...courseOf.keys()], buyerId),
      buyerId,
    };
  }

  private async itemOf({ wanted, course, bundle, isOwned }: Part, currency: string): Promise<QuoteItem> {
    const { id, organisationId, instructorIds, categoryId } = course;
    return {
      key: lineKey(wanted, id),
      courseId: id,
      organisationId,
      instructorIds,
      categoryIds: categoryId ? await this.scope.get(CategoryLoaders).lineage.load(categoryId) : [],
      bundleKey: bundle ? wanted.key : null,
      list: course.priceIn(currency)?.minor ?? 0n,
      isOwned,
    };
  }

  /** Of several sellers' coupons of one code it is that of a seller who sells something here. */
  private async coupons(
    { couponIds = [], couponCodes = [] }: PurchaseRequest,
    parts: readonly Part[],
  ): Promise<{ coupons: Coupon[]; unknown: readonly string[] }> {
    const book = this.scope.get(CouponBook);
    const before = await book.again(couponIds);
    const { coupons: entered, unknown } = await book.enter(couponCodes);
    const sellers = sellersOf(parts);
    const byCode = Map.groupBy(entered, ({ code }) => code);
    const chosen = [...byCode.values()].flatMap(
      (same) => same.find(({ organisationId }) => sellers.has(sellerKey(organisationId))) ?? same[0] ?? [],
    );
    const ids = new Set(before.map(({ id }) => id));
    return { coupons: [...before, ...chosen.filter(({ id }) => !ids.has(id))], unknown };
  }

  private async taxRule({ place }: PurchaseRequest): Promise<TaxRule> {
    return place ? this.scope.get(TaxService).ruleFor(place, this.scope.clock.now()) : unknownTax;
  }
}

/** Unlike `loadMany`, fails where one fails: a price that lacks something is worse than none. */
function loadAll<V>(loader: Loader<string, V>, keys: readonly string[]): Promise<V[]> {
  return Promise.all(keys.map((key) => loader.load(key)));
}

const lineKey = ({ key, bundleId }: Wanted, courseId: string): string =>
  bundleId === null ? key : `${key}:${courseId}`;

const sellersOf = (parts: readonly Part[]): Set<string> =>
  new Set(parts.map(({ course }) => sellerKey(course.organisationId)));

function bundlesOf(parts: readonly Part[], currency: string): QuoteBundle[] {
  const byKey = new Map(parts.flatMap(({ wanted, bundle }) => (bundle ? [[wanted.key, bundle] as const] : [])));
  return [...byKey].map(([key, bundle]) => ({
    key,
    id: bundle.id,
    title: bundle.title,
    price: bundle.priceIn(currency)?.minor ?? 0n,
  }));
}

function linesOf(lines: Purchase['quote']['lines'], parts: readonly Part[]): PurchaseLine[] {
  const partOf = new Map(parts.map((part) => [lineKey(part.wanted, part.course.id), part]));
  return lines.flatMap((line) => {
    const part = partOf.get(line.key);
    return part ? { ...line, wantedKey: part.wanted.key, course: part.course, gift: part.wanted.gift } : [];
  });
}
