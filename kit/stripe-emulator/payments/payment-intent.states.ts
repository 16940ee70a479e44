import type { Transitions } from '../engine/transitions';

export type IntentStatus =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'requires_capture'
  | 'succeeded'
  | 'canceled';

const beforeMoney = {
  choose: 'requires_confirmation',
  ask: 'requires_action',
  decline: 'requires_payment_method',
  authorize: 'requires_capture',
  succeed: 'succeeded',
  cancel: 'canceled',
} as const;

/** From → what happens → to (https://docs.stripe.com/payments/paymentintents/lifecycle). */
export const intentTransitions: Transitions<IntentStatus, keyof typeof beforeMoney | 'capture'> = {
  requires_payment_method: beforeMoney,
  requires_confirmation: beforeMoney,
  requires_action: beforeMoney,
  requires_capture: { capture: 'succeeded', cancel: 'canceled' },
  succeeded: {},
  canceled: {},
};
