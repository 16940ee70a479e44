/** Where a delivery stands. */
export enum DeliveryState {
  WAITING = 'WAITING',
  PENDING = 'PENDING',
  SENDING = 'SENDING',
  SENT = 'SENT',
  DELIVERED = 'DELIVERED',
  BOUNCED = 'BOUNCED',
  COMPLAINED = 'COMPLAINED',
  SKIPPED = 'SKIPPED',
  FAILED = 'FAILED',
}

const { PENDING, SENDING, SENT, DELIVERED, BOUNCED, COMPLAINED, SKIPPED, FAILED } = DeliveryState;

/** From → to. What waits for a digest ends as that does. What was begun and not recorded is begun again (SENDING → SENDING), once. */
export const transitions: Readonly<Record<DeliveryState, readonly DeliveryState[]>> = {
  WAITING: [SENT, SKIPPED, FAILED],
  PENDING: [SENDING, SKIPPED],
  SENDING: [SENDING, SENT, PENDING, FAILED],
  SENT: [DELIVERED, BOUNCED, COMPLAINED],
  DELIVERED: [BOUNCED, COMPLAINED],
  BOUNCED: [],
  COMPLAINED: [],
  SKIPPED: [],
  FAILED: [],
};

export function mayBecome(from: DeliveryState, to: DeliveryState): boolean {
  return transitions[from].includes(to);
}
