import { registerEnumType } from 'type-graphql';

/** Where a live session stands. */
export enum LiveSessionState {
  SCHEDULED = 'SCHEDULED',
  LIVE = 'LIVE',
  ENDED = 'ENDED',
  CANCELLED = 'CANCELLED',
}

registerEnumType(LiveSessionState, {
  name: 'LiveSessionState',
  description: 'Where a live session stands.',
  valuesConfig: {
    SCHEDULED: { description: 'It is announced, and can be moved or called off.' },
    LIVE: { description: 'It can be joined; the picture comes once the encoder sends.' },
    ENDED: { description: 'It is over; its recording is made of what was sent.' },
    CANCELLED: { description: 'It was called off.' },
  },
});

/** From → to. What has begun is ended, not called off. */
export const transitions: Readonly<Record<LiveSessionState, readonly LiveSessionState[]>> = {
  SCHEDULED: [LiveSessionState.LIVE, LiveSessionState.CANCELLED],
  LIVE: [LiveSessionState.ENDED],
  ENDED: [],
  CANCELLED: [],
};

export function mayBecome(from: LiveSessionState, to: LiveSessionState): boolean {
  return transitions[from].includes(to);
}
