import type { Release } from '../../../kit/learning/release';
import type { Period } from '../entitlement/entitlement.union';
import { strongest } from '../entitlement/entitlement.union';

/** Why access is granted, or why not. */
export enum AccessReason {
  ENROLLED = 'ENROLLED',
  STAFF = 'STAFF',
  PREVIEW = 'PREVIEW',
  NOT_SIGNED_IN = 'NOT_SIGNED_IN',
  NOT_ENROLLED = 'NOT_ENROLLED',
  PAYMENT_REQUIRED = 'PAYMENT_REQUIRED',
  EXPIRED = 'EXPIRED',
  REVOKED = 'REVOKED',
  WAITLISTED = 'WAITLISTED',
  NOT_PUBLISHED = 'NOT_PUBLISHED',
  LOCKED = 'LOCKED',
}

/** A decision and its reason: the same for learners, for support staff and for code. */
export interface AccessDecision {
  readonly granted: boolean;
  readonly reason: AccessReason;
  /** When this changes by itself. */
  readonly until: Date | null;
  /** What decided: an entitlement's source. */
  readonly via: string | null;
}

export interface CourseFactsOfViewer {
  readonly isSignedIn: boolean;
  readonly isStaff: boolean;
  readonly isPublished: boolean;
  readonly isFree: boolean;
  readonly isEnrolled: boolean;
  readonly isWaiting: boolean;
  readonly entitlements: readonly (Period & { readonly source: string })[];
  readonly now: Date;
}

/** Whether the viewer may take the course: enrolled, and entitled by whatever lives longest. */
export function decideCourse(facts: CourseFactsOfViewer): AccessDecision {
  const live = strongest(facts.entitlements, facts.now);
  if (facts.isStaff) return granted(AccessReason.STAFF);
  if (!facts.isSignedIn) return refused(AccessReason.NOT_SIGNED_IN);
  if (facts.isEnrolled && live) return { ...granted(AccessReason.ENROLLED), until: live.expiresAt, via: live.source };
  if (!facts.isPublished) return refused(AccessReason.NOT_PUBLISHED);
  if (facts.isWaiting) return refused(AccessReason.WAITLISTED);
  if (live) return { ...refused(AccessReason.NOT_ENROLLED), until: live.expiresAt, via: live.source };
  return facts.isFree ? refused(AccessReason.NOT_ENROLLED) : withoutRight(facts);
}

/** A free preview is open to everyone; a locked lesson to nobody but staff, until its time comes. */
export function decideLesson(
  course: AccessDecision,
  { isPreview, release }: { isPreview: boolean; release: Release | null },
): AccessDecision {
  if (course.granted && release && !release.isReleased && course.reason !== AccessReason.STAFF) {
    return {
      granted: false,
      reason: AccessReason.LOCKED,
      until: release.waitingFor.length > 0 ? null : release.at,
      via: null,
    };
  }
  return !course.granted && isPreview ? granted(AccessReason.PREVIEW) : course;
}

/** Tells someone who had access what became of it. */
function withoutRight({ entitlements, now }: CourseFactsOfViewer): AccessDecision {
  const past = entitlements.filter((entitlement) => entitlement.startsAt <= now);
  const last = past.at(-1);
  if (!last) return refused(AccessReason.PAYMENT_REQUIRED);
  return { ...refused(last.revokedAt ? AccessReason.REVOKED : AccessReason.EXPIRED), via: last.source };
}

const granted = (reason: AccessReason): AccessDecision => ({ granted: true, reason, until: null, via: null });
const refused = (reason: AccessReason): AccessDecision => ({ granted: false, reason, until: null, via: null });
