/** What became of one thing that was bought. */
export enum OrderLineState {
  PENDING = 'PENDING',
  FULFILLED = 'FULFILLED',
  REFUSED = 'REFUSED',
  REFUNDED = 'REFUNDED',
}

const { FULFILLED, REFUSED, REFUNDED } = OrderLineState;

/** From → to. What was refused is refunded by itself; nothing comes back from a refund. */
export const lineTransitions: Readonly<Record<OrderLineState, readonly OrderLineState[]>> = {
  PENDING: [FULFILLED, REFUSED, REFUNDED],
  FULFILLED: [REFUNDED],
  REFUSED: [REFUNDED],
  REFUNDED: [],
};

export function lineMayBecome(from: OrderLineState, to: OrderLineState): boolean {
  return lineTransitions[from].includes(to);
}
