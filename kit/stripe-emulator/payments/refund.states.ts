import type { Transitions } from '../engine/transitions';

export type RefundStatus = 'pending' | 'succeeded' | 'failed';

/** From → what happens → to. One that looks fine may fail later. */
export const refundTransitions: Transitions<RefundStatus, 'succeed' | 'fail'> = {
  pending: { succeed: 'succeeded', fail: 'failed' },
  succeeded: { fail: 'failed' },
  failed: {},
};
