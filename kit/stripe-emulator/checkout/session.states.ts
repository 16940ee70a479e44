import type { Transitions } from '../engine/transitions';

export type SessionStatus = 'open' | 'complete' | 'expired';

/** From → what happens → to. */
export const sessionTransitions: Transitions<SessionStatus, 'complete' | 'expire'> = {
  open: { complete: 'complete', expire: 'expired' },
  complete: {},
  expired: {},
};
