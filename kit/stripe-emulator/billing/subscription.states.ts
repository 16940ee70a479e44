import type { Transitions } from '../engine/transitions';

export type SubscriptionStatus =
  'incomplete' | 'incomplete_expired' | 'trialing' | 'active' | 'past_due' | 'unpaid' | 'paused' | 'canceled';

export type SubscriptionStep =
  /** What was open is paid. */
  | 'pay'
  /** A payment failed. */
  | 'fail'
  /** Nobody paid the first invoice in time. */
  | 'expire'
  /** A trial begins. */
  | 'try'
  /** The trial is over. */
  | 'endTrial'
  /** The trial is over and there is nothing to pay with. */
  | 'pause'
  | 'resume'
  /** All retries failed, and the seller waits on. */
  | 'giveUp'
  | 'cancel';

/** From → what happens → to (https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses). */
export const subscriptionTransitions: Transitions<SubscriptionStatus, SubscriptionStep> = {
  incomplete: { pay: 'active', expire: 'incomplete_expired', cancel: 'canceled' },
  incomplete_expired: {},
  trialing: { try: 'trialing', endTrial: 'active', pause: 'paused', fail: 'past_due', cancel: 'canceled' },
  active: { pay: 'active', fail: 'past_due', try: 'trialing', cancel: 'canceled' },
  past_due: { pay: 'active', fail: 'past_due', try: 'trialing', giveUp: 'unpaid', cancel: 'canceled' },
  unpaid: { pay: 'active', cancel: 'canceled' },
  paused: { resume: 'active', cancel: 'canceled' },
  canceled: {},
};
