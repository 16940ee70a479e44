import { idOf, type Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import type { Invoice } from './invoice-plan';

/** The invoice's own attempt to be paid. */
export function paymentOf(turn: Turn, { id }: Invoice): Kept<'invoice_payment'> | null {
  return turn.where('invoice_payment', 'invoice', id).find(({ is_default }) => is_default) ?? null;
}

/** The payment intent of an invoice; null where there is nothing to pay. */
export function intentOf(turn: Turn, invoice: Invoice): Kept<'payment_intent'> | null {
  return turn.find('payment_intent', idOf(paymentOf(turn, invoice)?.payment.payment_intent));
}

/** The subscription that an invoice is for. */
export function subscriptionOf(turn: Turn, { parent }: Invoice): Kept<'subscription'> | null {
  return turn.find('subscription', idOf(parent?.subscription_details?.subscription));
}
