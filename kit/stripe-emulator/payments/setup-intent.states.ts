import type { Transitions } from '../engine/transitions';

export type SetupStatus =
  'requires_payment_method' | 'requires_confirmation' | 'requires_action' | 'succeeded' | 'canceled';

const beforeTheEnd = {
  choose: 'requires_confirmation',
  ask: 'requires_action',
  decline: 'requires_payment_method',
  succeed: 'succeeded',
  cancel: 'canceled',
} as const;

/** From → what happens → to (https://docs.stripe.com/payments/paymentintents/lifecycle). */
export const setupTransitions: Transitions<SetupStatus, keyof typeof beforeTheEnd> = {
  requires_payment_method: beforeTheEnd,
  requires_confirmation: beforeTheEnd,
  requires_action: beforeTheEnd,
  succeeded: {},
  canceled: {},
};
