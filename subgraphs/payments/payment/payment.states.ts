import { PaymentState } from '../provider/provider-payment';

const { REQUIRES_PAYMENT_METHOD, REQUIRES_ACTION, PROCESSING, SUCCEEDED, CANCELLED } = PaymentState;

/** From → to, as the provider goes. An attempt may fail and begin anew; what is over is over, whatever arrives later. */
export const transitions: Readonly<Record<PaymentState, readonly PaymentState[]>> = {
  REQUIRES_PAYMENT_METHOD: [REQUIRES_ACTION, PROCESSING, SUCCEEDED, CANCELLED],
  REQUIRES_ACTION: [REQUIRES_PAYMENT_METHOD, PROCESSING, SUCCEEDED, CANCELLED],
  PROCESSING: [REQUIRES_PAYMENT_METHOD, REQUIRES_ACTION, SUCCEEDED, CANCELLED],
  SUCCEEDED: [],
  CANCELLED: [],
};

export function mayBecome(from: PaymentState, to: PaymentState): boolean {
  return transitions[from].includes(to);
}

export const isOver = (state: PaymentState): boolean => transitions[state].length === 0;
