import { invalidRequest } from '../api/errors';
import { after } from '../engine/transitions';
import type { Turn } from '../engine/turn';
import { cancelIntent } from '../payments/cancel';
import { intentOf, paymentOf } from './invoice-intent';
import type { Invoice } from './invoice-plan';
import { invoiceTransitions } from './invoice.states';

/** It counts for nothing any more; its number stays taken. */
export function voidInvoice(turn: Turn, invoice: Invoice): Invoice {
  const status = stepTo(invoice, 'void', 'voided');
  turn.change(invoice, {
    status,
    auto_advance: false,
    next_payment_attempt: null,
    status_transitions: { ...invoice.status_transitions, voided_at: turn.now },
  });
  callPaymentOff(turn, invoice);
  turn.emit('invoice.voided', invoice);
  return invoice;
}

/** The seller does not count on it any more; it can be paid all the same. */
export function forgoInvoice(turn: Turn, invoice: Invoice): Invoice {
  const status = stepTo(invoice, 'forgo', 'marked as uncollectible');
  turn.change(invoice, {
    status,
    auto_advance: false,
    next_payment_attempt: null,
    status_transitions: { ...invoice.status_transitions, marked_uncollectible_at: turn.now },
  });
  turn.emit('invoice.marked_uncollectible', invoice);
  return invoice;
}

/** Nobody pays what is not owed any more. */
export function callPaymentOff(turn: Turn, invoice: Invoice): void {
  const [payment, intent] = [paymentOf(turn, invoice), intentOf(turn, invoice)];
  if (payment)
    turn.change(payment, { status: 'canceled', status_transitions: { canceled_at: turn.now, paid_at: null } });
  if (intent && intent.status !== 'succeeded' && intent.status !== 'canceled')
    cancelIntent(turn, intent, 'void_invoice');
}

function stepTo(invoice: Invoice, step: 'void' | 'forgo', what: string) {
  const status = after(invoiceTransitions, invoice.status ?? '', step);
  if (!status)
    throw invalidRequest(`You can only pass in open invoices. This invoice isn't open, so it cannot be ${what}.`, {
      code: 'invoice_not_editable',
    });
  return status;
}
