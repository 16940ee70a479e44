/** Where a refund stands. */
export enum RefundState {
  REQUESTED = 'REQUESTED',
  PENDING = 'PENDING',
  SUCCEEDED = 'SUCCEEDED',
  FAILED = 'FAILED',
}

const { PENDING, SUCCEEDED, FAILED } = RefundState;

/** From → to. A bank may send back what it took first. What failed is a task for people: if they try again, that is another refund. */
export const transitions: Readonly<Record<RefundState, readonly RefundState[]>> = {
  REQUESTED: [PENDING, SUCCEEDED, FAILED],
  PENDING: [SUCCEEDED, FAILED],
  SUCCEEDED: [FAILED],
  FAILED: [],
};

export function mayBecome(from: RefundState, to: RefundState): boolean {
  return transitions[from].includes(to);
}
