import type Stripe from 'stripe';
import { z } from 'zod';
import { invalidRequest } from '../api/errors';
import { pageOf, pageParameters, type ListAnswer } from '../api/list';
import { hash, nothing, withMetadata, word } from '../api/parameters';
import {
  act,
  create,
  inner,
  list,
  operation,
  remove,
  resource,
  retrieve,
  search,
  update,
  type Resource,
} from '../api/resource';
import { liveCustomer } from '../customers/live-customer';
import { newId } from '../engine/new-id';
import { idOf, type Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { collect } from './collect';
import { redeem } from './discount';
import { finalizeInvoice } from './finalize';
import { callPaymentOff, forgoInvoice, voidInvoice } from './invoice-actions';
import { intentOf } from './invoice-intent';
import { takePending } from './pending-items';
import { createParams, finalizeParams, payParams, previewParams, updateParams } from './invoice.parameters';
import { openInvoice, recountInvoice } from './open-invoice';
import { previewInvoice } from './preview';
import { settleInvoice } from './settle';
import { atTimeOf } from './time-of';

type Invoice = Kept<'invoice'>;

const HOUR = 3_600;

export const invoices = resource('invoice', {
  path: '/invoices',
  expandable: {
    confirmation_secret: { of: 'confirmation_secret', make: secretOf },
    customer: 'customer',
    default_payment_method: 'payment_method',
    discounts: 'discount',
    'lines.data': { embedded: 'line_item' },
    'parent.subscription_details.subscription': 'subscription',
    payments: { of: 'invoice_payment', make: paymentsOf },
    test_clock: 'test_helpers.test_clock',
    'total_discount_amounts.discount': 'discount',
  },
  operations: [
    create(createParams, createInvoice),
    operation('POST', '/invoices/create_preview', previewParams, previewInvoice),
    search(['created', 'currency', 'customer', 'metadata', 'number', 'status', 'total']),
    list({
      customer: word,
      status: word,
      collection_method: word,
      subscription: {
        param: word,
        matches: ({ parent }, asked: string) => idOf(parent?.subscription_details?.subscription) === asked,
      },
    }),
    retrieve(),
    update(updateParams, updateInvoice),
    remove(nothing, deleteInvoice),
    act('finalize', finalizeParams, (turn, invoice, { auto_advance }) => {
      if (auto_advance !== undefined) turn.change(invoice, { auto_advance });
      return finalizeInvoice(timeOf(turn, invoice), invoice);
    }),
    act('pay', payParams, pay),
    act('send', nothing, send),
    act('void', nothing, (turn, invoice) => voidInvoice(timeOf(turn, invoice), invoice)),
    act('mark_uncollectible', nothing, (turn, invoice) => forgoInvoice(timeOf(turn, invoice), invoice)),
    inner('lines', pageParameters, (_turn, { id, lines }, page) => pageOf(lines.data, `/invoices/${id}/lines`, page), {
      answers: 'line_item',
    }),
  ],
});

/** A line is part of its invoice. */
export const invoiceLines: Resource = {
  object: 'line_item',
  expandable: { discounts: 'discount', 'pricing.price_details.price': 'price', subscription: 'subscription' },
  operations: [],
};

export const invoicePayments = resource('invoice_payment', {
  path: '/invoice_payments',
  expandable: { invoice: 'invoice', 'payment.payment_intent': 'payment_intent' },
  operations: [
    list({
      invoice: word,
      payment: {
        param: hash({ payment_intent: word, type: z.literal('payment_intent') }),
        matches: ({ payment }, asked: { payment_intent: string }) =>
          idOf(payment.payment_intent) === asked.payment_intent,
      },
      status: word,
    }),
    retrieve(),
  ],
});

function timeOf(turn: Turn, { customer }: Invoice): Turn {
  return atTimeOf(turn, turn.require('customer', idOf(customer) ?? ''));
}

function createInvoice(here: Turn, given: z.infer<typeof createParams>): Invoice {
  const customer = liveCustomer(here, given.customer);
  const turn = atTimeOf(here, customer);
  const subscription = given.subscription ? turn.require('subscription', given.subscription, 'subscription') : null;
  const currency =
    given.currency ?? subscription?.currency ?? customer.currency ?? pendingCurrency(turn, customer.id) ?? 'usd';
  const id = newId('in');
  const takes = given.pending_invoice_items_behavior === 'include' || subscription !== null;
  const { collection_method, days_until_due, auto_advance = false, default_payment_method } = given;
  if (collection_method === 'send_invoice' && !days_until_due)
    throw invalidRequest('If invoice collection_method is send_invoice, you must pass days_until_due.', {
      param: 'days_until_due',
    });
  const invoice = openInvoice(turn, {
    id,
    customer,
    currency,
    subscription,
    reason: 'manual',
    lines: takes ? takePending(turn, customer.id, currency, subscription?.id ?? null, id) : [],
    discounts: redeem(turn, given.discounts, { customer: customer.id, invoice: id }).map((discount) => discount.id),
    auto_advance,
    ...(collection_method ? { collection_method } : {}),
    ...(days_until_due ? { days_until_due } : {}),
    ...(default_payment_method ? { default_payment_method } : {}),
    description: given.description ?? null,
    footer: given.footer ?? null,
    metadata: withMetadata({}, given.metadata),
  });
  if (auto_advance) turn.schedule('invoice.advance', id, turn.now + HOUR);
  return invoice;
}

function updateInvoice(turn: Turn, invoice: Invoice, given: z.infer<typeof updateParams>): Invoice {
  const { metadata, discounts, days_until_due, ...plain } = given;
  if (invoice.status !== 'draft' && (discounts !== undefined || plain.collection_method)) throw notEditable();
  turn.change(invoice, {
    ...plain,
    ...(days_until_due ? { due_date: turn.now + days_until_due * 86_400 } : {}),
    metadata: withMetadata(invoice.metadata ?? {}, metadata),
  });
  if (discounts !== undefined) {
    const what = { customer: idOf(invoice.customer), invoice: invoice.id };
    recountInvoice(turn, invoice, { discounts: redeem(turn, discounts, what).map(({ id }) => id) });
  }
  if (plain.auto_advance) turn.schedule('invoice.advance', invoice.id, turn.now + HOUR);
  turn.emit('invoice.updated', invoice);
  return invoice;
}

function deleteInvoice(turn: Turn, invoice: Invoice): Stripe.DeletedInvoice {
  if (invoice.status !== 'draft') throw notEditable();
  for (const item of turn.where('invoiceitem', 'invoice', invoice.id)) turn.change(item, { invoice: null });
  turn.remove(invoice);
  turn.emit('invoice.deleted', invoice);
  return { id: invoice.id, object: 'invoice', deleted: true };
}

function pay(
  here: Turn,
  invoice: Invoice,
  { off_session = true, paid_out_of_band, payment_method }: z.infer<typeof payParams>,
): Invoice {
  const turn = timeOf(here, invoice);
  if (invoice.status === 'paid') throw invalidRequest('Invoice is already paid', { code: 'invoice_already_paid' });
  if (invoice.status === 'draft') finalizeInvoice(turn, invoice);
  if (String(invoice.status) === 'paid') return invoice;
  if (!paid_out_of_band) return collect(turn, invoice, { payment_method, isPresent: !off_session });
  callPaymentOff(turn, invoice);
  settleInvoice(turn, invoice, true);
  return invoice;
}

function send(here: Turn, invoice: Invoice): Invoice {
  const turn = timeOf(here, invoice);
  if (invoice.status === 'draft') finalizeInvoice(turn, invoice);
  turn.emit('invoice.sent', invoice);
  return invoice;
}

function pendingCurrency(turn: Turn, customer: string): string | undefined {
  return turn.where('invoiceitem', 'customer', customer).find(({ invoice }) => invoice === null)?.currency;
}

function paymentsOf(turn: Turn, { id }: Invoice): ListAnswer<Kept<'invoice_payment'>> {
  return pageOf(turn.where('invoice_payment', 'invoice', id), `/invoice_payments?invoice=${id}`);
}

/** By which a browser pays it. */
function secretOf(turn: Turn, invoice: Invoice): object | null {
  const intent = intentOf(turn, invoice);
  return intent && { client_secret: intent.client_secret, type: 'payment_intent' };
}

function notEditable() {
  return invalidRequest("This invoice is already finalized, so it can't be changed or deleted.", {
    code: 'invoice_not_editable',
  });
}
