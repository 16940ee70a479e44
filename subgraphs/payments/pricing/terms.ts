/** What a coupon or a campaign takes off. */
export type Discount =
  | { readonly kind: 'PERCENT'; readonly basisPoints: number }
  /** Minor units of one currency: nothing is converted, so in another one it takes nothing off. */
  | { readonly kind: 'FIXED'; readonly minor: bigint; readonly currency: string };

/** Which courses something is about: those of one seller, and of these the ones that any of the lists names; all where none does. */
export interface Coverage {
  /** The seller; null is the marketplace. */
  readonly organisationId: string | null;
  readonly courseIds: readonly string[];
  readonly categoryIds: readonly string[];
  readonly instructorIds: readonly string[];
}

/** What applies by itself. A fixed discount is taken off each course. */
export interface CampaignTerms extends Coverage {
  readonly id: string;
  readonly name: string;
  readonly discount: Discount;
}

/** What someone enters. A fixed discount is taken off all covered lines together. */
export interface CouponTerms extends Coverage {
  readonly id: string;
  readonly code: string;
  readonly discount: Discount;
  /** What the covered lines have to cost, before coupons. */
  readonly minimum: { readonly minor: bigint; readonly currency: string } | null;
  /** Whether it goes together with campaigns, and with other coupons that do. */
  readonly isStackable: boolean;
  /** What speaks against it before any line is looked at: who the buyer is, and when. */
  readonly refusal: CouponRefusal | null;
}

export const CouponRefusal = {
  /** Says nothing on purpose: there is no such code, or it is not in use. */
  NOT_VALID: 'NOT_VALID',
  SIGN_IN_FIRST: 'SIGN_IN_FIRST',
  USED_BEFORE: 'USED_BEFORE',
  FIRST_PURCHASE_ONLY: 'FIRST_PURCHASE_ONLY',
  NOT_FOR_THESE_COURSES: 'NOT_FOR_THESE_COURSES',
  OTHER_CURRENCY: 'OTHER_CURRENCY',
  MINIMUM_NOT_REACHED: 'MINIMUM_NOT_REACHED',
  NOT_WITH_OTHERS: 'NOT_WITH_OTHERS',
  NO_GAIN: 'NO_GAIN',
} as const;
export type CouponRefusal = keyof typeof CouponRefusal;

/** What coverage is decided by. */
export interface Covered {
  readonly courseId: string;
  readonly organisationId: string | null;
  readonly instructorIds: readonly string[];
  /** The course's category and all above it. */
  readonly categoryIds: readonly string[];
}

export function covers(coverage: Coverage, course: Covered): boolean {
  const { organisationId, courseIds, categoryIds, instructorIds } = coverage;
  if (organisationId !== course.organisationId) return false;
  const namesAny = courseIds.length + categoryIds.length + instructorIds.length > 0;
  return (
    !namesAny ||
    courseIds.includes(course.courseId) ||
    categoryIds.some((id) => course.categoryIds.includes(id)) ||
    instructorIds.some((id) => course.instructorIds.includes(id))
  );
}
