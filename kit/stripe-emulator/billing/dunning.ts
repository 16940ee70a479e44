import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { endSubscription } from './end-subscription';
import type { Invoice } from './invoice-plan';
import { moveSubscription } from './move-subscription';

type Subscription = Kept<'subscription'>;
type Fate = (subscription: Subscription) => void;

const DAY = 86_400;

/** Sets the time of the next attempt; after the last one, returns what becomes of the subscription. */
export function scheduleRetry(turn: Turn, invoice: Invoice, subscription: Subscription | null): Fate | null {
  const { retryAfterDays, atLast } = turn.engine.dunning;
  const pause = retryAfterDays[invoice.attempt_count - 1];
  if (pause !== undefined && invoice.auto_advance) {
    const at = turn.now + pause * DAY;
    turn.change(invoice, { next_payment_attempt: at });
    turn.schedule('invoice.retry', invoice.id, at);
    return null;
  }
  turn.change(invoice, { next_payment_attempt: null, auto_advance: false });
  if (!subscription || atLast === 'past_due') return null;
  return atLast === 'unpaid'
    ? (one) => moveSubscription(turn, one, 'giveUp')
    : (one) => endSubscription(turn, one, 'payment_failed');
}
