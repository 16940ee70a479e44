/** Where an order stands. */
export enum OrderState {
  CREATED = 'CREATED',
  PENDING_PAYMENT = 'PENDING_PAYMENT',
  PAID = 'PAID',
  FULFILLED = 'FULFILLED',
  EXPIRED = 'EXPIRED',
  CANCELLED = 'CANCELLED',
  PARTIALLY_REFUNDED = 'PARTIALLY_REFUNDED',
  REFUNDED = 'REFUNDED',
}

const { PENDING_PAYMENT, PAID, FULFILLED, EXPIRED, CANCELLED, PARTIALLY_REFUNDED, REFUNDED } = OrderState;

/** From → to. What costs nothing is paid at once. What was given up is never paid: money that comes late goes back. */
export const transitions: Readonly<Record<OrderState, readonly OrderState[]>> = {
  CREATED: [PENDING_PAYMENT, PAID, EXPIRED, CANCELLED],
  PENDING_PAYMENT: [PAID, EXPIRED, CANCELLED],
  PAID: [FULFILLED, PARTIALLY_REFUNDED, REFUNDED],
  FULFILLED: [PARTIALLY_REFUNDED, REFUNDED],
  EXPIRED: [],
  CANCELLED: [],
  PARTIALLY_REFUNDED: [REFUNDED],
  REFUNDED: [],
};

export function mayBecome(from: OrderState, to: OrderState): boolean {
  return transitions[from].includes(to);
}
