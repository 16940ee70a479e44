/** Where a subscription stands. */
export enum SubscriptionState {
  INCOMPLETE = 'INCOMPLETE',
  INCOMPLETE_EXPIRED = 'INCOMPLETE_EXPIRED',
  TRIALING = 'TRIALING',
  ACTIVE = 'ACTIVE',
  PAST_DUE = 'PAST_DUE',
  PAUSED = 'PAUSED',
  CANCELLED = 'CANCELLED',
}

const { INCOMPLETE_EXPIRED, TRIALING, ACTIVE, PAST_DUE, PAUSED, CANCELLED } = SubscriptionState;

/** From → to, as the provider goes; what lies between two looks at it may be left out. What is over is over. */
export const subscriptionTransitions: Readonly<Record<SubscriptionState, readonly SubscriptionState[]>> = {
  INCOMPLETE: [INCOMPLETE_EXPIRED, TRIALING, ACTIVE, PAST_DUE, PAUSED, CANCELLED],
  INCOMPLETE_EXPIRED: [],
  TRIALING: [ACTIVE, PAST_DUE, PAUSED, CANCELLED],
  ACTIVE: [PAST_DUE, PAUSED, CANCELLED],
  PAST_DUE: [ACTIVE, PAUSED, CANCELLED],
  PAUSED: [TRIALING, ACTIVE, PAST_DUE, CANCELLED],
  CANCELLED: [],
};

export function subscriptionMayBecome(from: SubscriptionState, to: SubscriptionState): boolean {
  return subscriptionTransitions[from].includes(to);
}

export const isSubscriptionOver = (state: SubscriptionState): boolean => subscriptionTransitions[state].length === 0;

/** Those in which it goes on, and owes nothing. */
export const statesInGoodStanding: readonly SubscriptionState[] = [TRIALING, ACTIVE];

export const isInGoodStanding = (state: SubscriptionState): boolean => statesInGoodStanding.includes(state);

export const statesOfTheEnd = Object.values(SubscriptionState).filter(isSubscriptionOver);
