import type { BuyerPlace } from '../tax/tax-rule';
import type { KnownCourse } from '../course/known-course.entity';
import type { Quote, QuoteLine } from './quote.types';

/** For whom else something is bought: they get a code by e-mail. */
export interface GiftWish {
  readonly email: string;
  /** What they read with it; empty without. */
  readonly message: string;
}

/** Something that someone wants to buy: a course or a bundle, for themselves or as a gift. */
export interface Wanted {
  /** Of the asker's choice, unique among what is wanted. */
  readonly key: string;
  readonly courseId: string | null;
  readonly bundleId: string | null;
  readonly gift: GiftWish | null;
}

export interface PurchaseRequest {
  readonly wanted: readonly Wanted[];
  /** Where something has no price in it, everything is in the currency that everything has a price in. */
  readonly currency: string;
  /** As people enter them. Each wrong one counts as a guess. */
  readonly couponCodes?: readonly string[];
  /** Those that were entered before. They come first. */
  readonly couponIds?: readonly string[];
  /** Where the buyer is; while nobody knows, tax that is added is not in the quote. */
  readonly place: BuyerPlace | null;
  /** Null is a guest. */
  readonly buyerId: string | null;
}

export const Obstacle = {
  /** There is no such thing, it is not sold (any more), or this viewer does not see it. */
  UNAVAILABLE: 'UNAVAILABLE',
  /** Nothing to pay: one just enrols. */
  FREE: 'FREE',
  ALREADY_OWNED: 'ALREADY_OWNED',
  /** Who teaches a course has it. */
  OWN_COURSE: 'OWN_COURSE',
  /** It is wanted by itself, or in another bundle, already. */
  TWICE: 'TWICE',
} as const;
export type Obstacle = keyof typeof Obstacle;

/** Why something that is wanted is in no line of the quote. */
export interface Hindrance {
  readonly key: string;
  readonly reason: Obstacle;
  /** The courses that it is about. */
  readonly courseIds: readonly string[];
}

/** A line of a quote with what it is about. */
export interface PurchaseLine extends QuoteLine {
  /** The key of what was wanted; several lines of one bundle share it. */
  readonly wantedKey: string;
  readonly course: KnownCourse;
  readonly gift: GiftWish | null;
}

export interface Purchase {
  /** `quote.currency` is another one than was asked for where something has no price in that. */
  readonly quote: Quote;
  /** The lines of the quote, in its order. */
  readonly lines: readonly PurchaseLine[];
  readonly hindrances: readonly Hindrance[];
}
