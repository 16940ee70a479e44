import type { TaxedAmount, TaxRule } from '../tax/tax-amount';
import type { CampaignTerms, CouponRefusal, CouponTerms, Covered } from './terms';

/** A course that is to be bought. */
export interface QuoteItem extends Covered {
  /** Of the asker's choice, unique in a quote: the line has the same one. */
  readonly key: string;
  /** Which of `bundles` it is bought with; null by itself. */
  readonly bundleKey: string | null;
  /** By the price list of the course, in the quote's currency. */
  readonly list: bigint;
  /** Part of a bundle that the buyer has already: it has its share of the bundle's price, which is not charged. */
  readonly isOwned?: boolean;
}

export interface QuoteBundle {
  readonly key: string;
  readonly id: string;
  readonly title: string;
  /** In the quote's currency, for all of its courses. */
  readonly price: bigint;
}

export interface QuoteInput {
  readonly items: readonly QuoteItem[];
  readonly bundles?: readonly QuoteBundle[];
  readonly currency: string;
  /** In the order in which they were entered: what does not go with an earlier one is refused. */
  readonly coupons: readonly CouponTerms[];
  readonly campaigns: readonly CampaignTerms[];
  readonly tax: TaxRule;
}

/** Why a line costs less than its list price. */
export interface Reduction {
  readonly kind: 'BUNDLE' | 'CAMPAIGN' | 'COUPON';
  /** Of the bundle, the campaign, the coupon. */
  readonly id: string;
  /** What people call it: a title, a name, a code. */
  readonly label: string;
  readonly minor: bigint;
}

/** `list - discount = subtotal`; `tax.net + tax.tax = tax.gross = total`. All in minor units. */
export interface QuoteLine {
  readonly key: string;
  readonly courseId: string;
  readonly bundleId: string | null;
  readonly list: bigint;
  readonly discount: bigint;
  readonly subtotal: bigint;
  readonly tax: TaxedAmount;
  readonly total: bigint;
  /** In the order in which they were taken off; together the discount. */
  readonly reductions: readonly Reduction[];
}

/** What it costs, and why. Each amount is the sum of the lines'. */
export interface Quote {
  readonly currency: string;
  readonly lines: readonly QuoteLine[];
  readonly list: bigint;
  readonly discount: bigint;
  readonly subtotal: bigint;
  readonly tax: bigint;
  readonly total: bigint;
  readonly appliedCoupons: readonly { readonly id: string; readonly code: string; readonly minor: bigint }[];
  /** No id for a code that nobody knows. */
  readonly refusedCoupons: readonly {
    readonly id: string | null;
    readonly code: string;
    readonly reason: CouponRefusal;
  }[];
}
