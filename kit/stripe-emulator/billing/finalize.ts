import { invalidRequest } from '../api/errors';
import { newId } from '../engine/new-id';
import { idOf } from '../engine/objects';
import { after } from '../engine/transitions';
import type { Turn } from '../engine/turn';
import { openIntent } from '../payments/open-intent';
import type { Invoice } from './invoice-plan';
import { invoiceTransitions } from './invoice.states';
import { settleInvoice } from './settle';

/** Fixes an invoice and gives it its number; from now on it can be paid. One of nothing is paid at once. */
export function finalizeInvoice(turn: Turn, invoice: Invoice): Invoice {
  const status = after(invoiceTransitions, invoice.status ?? '', 'finalize');
  if (!status)
    throw invalidRequest(`This invoice is already finalized, you can't re-finalize a non-draft invoice.`, {
      code: 'invoice_not_editable',
    });
  const customer = turn.require('customer', idOf(invoice.customer) ?? '');
  const sequence = customer.next_invoice_sequence ?? 1;
  turn.change(customer, { next_invoice_sequence: sequence + 1, currency: customer.currency ?? invoice.currency });
  const balance = invoice.starting_balance + invoice.total;
  turn.change(invoice, {
    status,
    number: `${customer.invoice_prefix}-${String(sequence).padStart(4, '0')}`,
    effective_at: turn.now,
    automatically_finalizes_at: null,
    ending_balance: Math.min(balance, 0),
    hosted_invoice_url: turn.engine.pageUrl(`/i/${invoice.id}`),
    status_transitions: { ...invoice.status_transitions, finalized_at: turn.now },
  });
  turn.change(customer, { balance: Math.min(balance, 0) });
  if (invoice.amount_due > 0) askForPayment(turn, invoice);
  turn.emit('invoice.finalized', invoice);
  if (invoice.amount_due === 0) settleInvoice(turn, invoice);
  return invoice;
}

/** The payment intent by which it is paid, whoever pays it. */
function askForPayment(turn: Turn, invoice: Invoice): void {
  const intent = openIntent(turn, {
    amount: invoice.amount_due,
    currency: invoice.currency,
    customer: invoice.customer ?? undefined,
    description: invoice.parent?.subscription_details ? 'Subscription' : 'Invoice',
    setup_future_usage: invoice.parent?.subscription_details ? 'off_session' : undefined,
  });
  turn.insert<'invoice_intent'>({ id: intent.id, object: 'invoice_intent', invoice: invoice.id });
  turn.insert<'invoice_payment'>({
    id: newId('inpay'),
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: invoice.amount_due,
    created: turn.now,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: intent.id, type: 'payment_intent' },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  });
}
