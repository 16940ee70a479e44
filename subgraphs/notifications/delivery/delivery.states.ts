import { registerEnumType } from 'type-graphql';

/** Where a delivery stands. */
export enum DeliveryState {
  /** For the letter that gathers it with others. */
  WAITING = 'WAITING',
  /** It is about to be sent, or waits for its hour. */
  PENDING = 'PENDING',
  SENDING = 'SENDING',
  /** The provider took it. */
  SENT = 'SENT',
  /** It arrived, as the provider says. */
  DELIVERED = 'DELIVERED',
  /** It came back. */
  BOUNCED = 'BOUNCED',
  /** It was reported as unwanted. */
  COMPLAINED = 'COMPLAINED',
  /** There was no way, or no wish: `problem` says which. */
  SKIPPED = 'SKIPPED',
  FAILED = 'FAILED',
}

registerEnumType(DeliveryState, {
  name: 'NotificationDeliveryState',
  description: 'Where something that somebody is told stands.',
  valuesConfig: {
    WAITING: { description: 'For the letter that gathers it with others.' },
    PENDING: { description: 'It is about to be sent, or waits for its hour or its next try.' },
    SENDING: { description: 'It is being sent, or nobody knows whether it was.' },
    SENT: { description: 'The provider took it.' },
    DELIVERED: { description: 'It arrived, as the provider says.' },
    BOUNCED: { description: 'It came back.' },
    COMPLAINED: { description: 'It was reported as unwanted.' },
    SKIPPED: { description: 'There was no way, or no wish.' },
    FAILED: { description: 'It was refused, or given up.' },
  },
});

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
