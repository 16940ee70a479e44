import { idOf, type Kept } from '../engine/objects';
import { after } from '../engine/transitions';
import type { Turn } from '../engine/turn';
import { paymentOf, subscriptionOf } from './invoice-intent';
import type { Invoice } from './invoice-plan';
import { invoiceTransitions } from './invoice.states';
import { moveSubscription } from './move-subscription';
import { atTimeOf } from './time-of';

/** A payment has come in: the invoice that it was for is paid, and what hung on that goes on. */
export function settleInvoiceOf(turn: Turn, intent: Kept<'payment_intent'>): void {
  const invoice = turn.find('invoice', turn.find('invoice_intent', intent.id)?.invoice);
  if (!invoice || intent.status !== 'succeeded') return;
  const payment = paymentOf(turn, invoice);
  const there = atTimeOf(turn, turn.require('customer', idOf(invoice.customer) ?? ''));
  if (payment)
    there.change(payment, {
      status: 'paid',
      amount_paid: intent.amount_received,
      status_transitions: { canceled_at: null, paid_at: there.now },
    });
  const subscription = subscriptionOf(there, invoice);
  if (subscription?.payment_settings?.save_default_payment_method === 'on_subscription')
    there.change(subscription, { default_payment_method: intent.payment_method });
  settleInvoice(there, invoice);
}

/** The card for the end of a trial is there. */
export function settleSetup(turn: Turn, { id, payment_method }: Kept<'setup_intent'>): void {
  for (const subscription of turn.where('subscription', 'pending_setup_intent', id)) {
    turn.change(subscription, { pending_setup_intent: null, default_payment_method: payment_method });
    turn.emit('customer.subscription.updated', subscription);
  }
}

/** The invoice is paid, by whatever. A second time changes nothing. */
export function settleInvoice(turn: Turn, invoice: Invoice, isOutOfBand = false): void {
  const status = after(invoiceTransitions, invoice.status ?? '', 'pay');
  if (!status) return;
  turn.change(invoice, {
    status,
    amount_paid: isOutOfBand ? invoice.amount_paid : invoice.amount_paid + invoice.amount_remaining,
    ...(isOutOfBand ? { amount_paid_off_stripe: invoice.amount_remaining } : {}),
    amount_remaining: 0,
    attempted: true,
    next_payment_attempt: null,
    status_transitions: { ...invoice.status_transitions, paid_at: turn.now },
  });
  turn.emit('invoice.paid', invoice);
  if (!isOutOfBand) turn.emit('invoice.payment_succeeded', invoice);
  const subscription = subscriptionOf(turn, invoice);
  if (subscription && !hasOtherOpen(turn, subscription.id)) moveSubscription(turn, subscription, 'pay');
}

/** Another invoice of the subscription that nobody has paid. */
function hasOtherOpen(turn: Turn, subscription: string): boolean {
  return turn.where('invoice_plan', 'subscription', subscription).some(({ id }) => {
    const invoice = turn.find('invoice', id);
    return invoice?.status === 'open' && invoice.attempted;
  });
}
