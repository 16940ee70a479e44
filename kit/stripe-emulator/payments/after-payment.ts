import { settleInvoiceOf, settleSetup } from '../billing/settle';
import { completeSessionOf, completeSessionOfSetup } from '../checkout/complete-session';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';

/** What waited for a payment goes on, wherever the payment was made. */
export function afterPayment(turn: Turn, intent: Kept<'payment_intent'>): void {
  settleInvoiceOf(turn, intent);
  completeSessionOf(turn, intent);
}

export function afterSetup(turn: Turn, setup: Kept<'setup_intent'>): void {
  completeSessionOfSetup(turn, setup);
  settleSetup(turn, setup);
}
