import type { Transitions } from '../engine/transitions';

export type PayoutStatus = 'pending' | 'in_transit' | 'paid' | 'failed' | 'canceled';

/** From → what happens → to. One that has arrived can come back for some days. */
export const payoutTransitions: Transitions<PayoutStatus, 'send' | 'arrive' | 'fail' | 'cancel'> = {
  pending: { send: 'in_transit', cancel: 'canceled', fail: 'failed' },
  in_transit: { arrive: 'paid', fail: 'failed' },
  paid: { fail: 'failed' },
  failed: {},
  canceled: {},
};
