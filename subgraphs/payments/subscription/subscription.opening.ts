import type { SubscriptionEnding } from './subscription.entity';
import { SubscriptionState } from './subscription.states';

/** The part of a subscription that decides how long it opens courses. */
export interface Standing {
  readonly state: SubscriptionState;
  readonly periodEndsAt: Date | null;
  readonly cancelsAtPeriodEnd: boolean;
  readonly graceEndsAt: Date | null;
  /** The end of what was paid before payments paused. */
  readonly paidUntil: Date | null;
  readonly endedAt: Date | null;
  readonly ending: SubscriptionEnding | null;
}

/** So long after a period the news of its renewal may still be on its way. */
const newsTake = 24 * 3_600_000;

/** Days of grace after a renewal that failed. */
export const graceDays = 7;

/** Until when it opens courses, as far as is known now; null where it never did. */
export function openUntil(standing: Standing): Date | null {
  const { state, periodEndsAt, cancelsAtPeriodEnd, graceEndsAt, paidUntil, endedAt, ending } = standing;
  switch (state) {
    case SubscriptionState.INCOMPLETE:
    case SubscriptionState.INCOMPLETE_EXPIRED:
      return null;
    case SubscriptionState.TRIALING:
    case SubscriptionState.ACTIVE:
      return cancelsAtPeriodEnd || !periodEndsAt ? periodEndsAt : new Date(periodEndsAt.getTime() + newsTake);
    case SubscriptionState.PAST_DUE:
      return graceEndsAt;
    case SubscriptionState.PAUSED:
      return paidUntil;
    case SubscriptionState.CANCELLED:
      // Who ends it in a pause keeps what was paid.
      return ending === 'REQUESTED' && paidUntil ? paidUntil : earliest(endedAt, graceEndsAt, paidUntil);
  }
}

function earliest(...moments: readonly (Date | null)[]): Date | null {
  return moments.reduce((first, next) => (first === null || (next !== null && next < first) ? next : first), null);
}
