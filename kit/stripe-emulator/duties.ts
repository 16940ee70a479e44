import type { Turn } from './engine/turn';
import { expireSessionInTime } from './checkout/session';
import { expireAuthorization } from './payments/cancel';
import { expireDispute } from './payments/open-dispute';
import { failRefund, settleRefund } from './payments/refund';

type Duty = (turn: Turn, subject: string) => void;

/** What happens by itself when its time has come. Each looks whether it still has to. */
export const duties = {
  'authorization.expire': expireAuthorization,
  'dispute.expire': expireDispute,
  'refund.fail': failRefund,
  'refund.settle': settleRefund,
  'session.expire': expireSessionInTime,
} satisfies Readonly<Record<string, Duty>>;

export type DutyName = keyof typeof duties;
