/** Where a refund stands. */
export enum RefundState {
  REQUESTED = 'REQUESTED',
  PENDING = 'PENDING',
  SUCCEEDED = 'SUCCEEDED',
  FAILED = 'FAILED',
}

const { REQUESTED, PENDING, SUCCEEDED, FAILED } = RefundState;

/** From → to. A bank may send back what it took first: what failed is a task for people, who ask for it again. */
export const transitions: Readonly<Record<RefundState, readonly RefundState[]>> = {
  REQUESTED: [PENDING, SUCCEEDED, FAILED],
  PENDING: [SUCCEEDED, FAILED],
  SUCCEEDED: [FAILED],
  FAILED: [REQUESTED],
};

export function mayBecome(from: RefundState, to: RefundState): boolean {
  return transitions[from].includes(to);
}
