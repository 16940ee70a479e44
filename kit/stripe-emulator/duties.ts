import type { Turn } from './engine/turn';
import { endInTime } from './billing/end-subscription';
import { retryInvoice } from './billing/collect';
import { advanceInvoice, announce, announceTrialEnd, expireIncomplete, renew, resumeCollection } from './billing/renew';
import { arrivePayout, sendPayout } from './connect/make-payout';
import { sweep } from './connect/sweep';
import { expireSessionInTime } from './checkout/session';
import { expireAuthorization } from './payments/cancel';
import { expireDispute } from './payments/open-dispute';
import { failRefund, settleRefund } from './payments/refund';

type Duty = (turn: Turn, subject: string) => void;

/** What happens by itself when its time has come. Each looks whether it still has to. */
export const duties = {
  'authorization.expire': expireAuthorization,
  'dispute.expire': expireDispute,
  'invoice.advance': advanceInvoice,
  'invoice.retry': retryInvoice,
  'invoice.upcoming': announce,
  'payout.arrive': arrivePayout,
  'payout.send': sendPayout,
  'payout.sweep': sweep,
  'refund.fail': failRefund,
  'refund.settle': settleRefund,
  'session.expire': expireSessionInTime,
  'subscription.end': endInTime,
  'subscription.expire': expireIncomplete,
  'subscription.renew': renew,
  'subscription.resumeCollection': resumeCollection,
  'subscription.trialWillEnd': announceTrialEnd,
} satisfies Readonly<Record<string, Duty>>;

export type DutyName = keyof typeof duties;
