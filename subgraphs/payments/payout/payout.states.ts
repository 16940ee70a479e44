/** Where a payout stands. */
export enum PayoutState {
  PLANNED = 'PLANNED',
  PAID = 'PAID',
  FAILED = 'FAILED',
  REVERSED = 'REVERSED',
}

const { PAID, FAILED, REVERSED } = PayoutState;

/** From → to. What failed or came back is owed again: another run pays it. */
export const transitions: Readonly<Record<PayoutState, readonly PayoutState[]>> = {
  PLANNED: [PAID, FAILED],
  PAID: [REVERSED],
  FAILED: [],
  REVERSED: [],
};

export function mayBecome(from: PayoutState, to: PayoutState): boolean {
  return transitions[from].includes(to);
}
