import { invalidRequest } from '../api/errors';
import { withMetadata } from '../api/parameters';
import { newId } from '../engine/new-id';
import { idOf, type Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { shownAmount } from '../payments/currencies';
import { createRefund } from '../payments/refund';
import { creditLines, exclusiveOf } from './credit-lines';
import type { NewCredit } from './credit-note';
import { callPaymentOff } from './invoice-actions';
import { intentOf } from './invoice-intent';
import { sum } from './invoice-plan';
import { settleInvoice } from './settle';

type CreditNote = Kept<'credit_note'>;
type Invoice = Kept<'invoice'>;

/** Credits part of an invoice: an open one becomes smaller, a paid one is given back in one way or the other. */
export function issueCredit(turn: Turn, given: NewCredit): CreditNote {
  const invoice = turn.require('invoice', given.invoice, 'invoice');
  const note = turn.insert<'credit_note'>(creditNote(turn, given));
  if (invoice.status === 'open') reduce(turn, invoice, note.amount);
  else giveBack(turn, invoice, note, given);
  turn.emit('credit_note.created', note);
  return note;
}

/** The note as it would be. @throws where it credits more than there is, or does not say whither */
export function creditNote(turn: Turn, given: NewCredit): CreditNote {
  const invoice = turn.require('invoice', given.invoice, 'invoice');
  if (invoice.status !== 'open' && invoice.status !== 'paid')
    throw invalidRequest(
      `You can only create a credit note for an open or paid invoice: this one is ${invoice.status ?? ''}.`,
      { param: 'invoice' },
    );
  const lines = creditLines(invoice, given);
  const amount = sum(lines.map((line) => line.amount)) + exclusiveOf(lines);
  const isOpen = invoice.status === 'open';
  requireLeft(invoice, amount);
  if (!isOpen) requireWhither(invoice, amount, given);
  const taxes = lines.flatMap((line) => line.taxes ?? []);
  const tax = sum(taxes.map((one) => one.amount));
  const issued = turn.where('credit_note', 'invoice', invoice.id).length;
  const id = newId('cn');
  return {
    id,
    object: 'credit_note',
    amount,
    amount_shipping: 0,
    created: turn.now,
    currency: invoice.currency,
    customer: idOf(invoice.customer) ?? '',
    customer_account: null,
    customer_balance_transaction: null,
    discount_amount: 0,
    discount_amounts: [],
    effective_at: turn.now,
    invoice: invoice.id,
    lines: { object: 'list', data: lines, has_more: false, url: `/v1/credit_notes/${id}/lines` },
    livemode: false,
    memo: given.memo ?? null,
    metadata: withMetadata({}, given.metadata),
    number: `${invoice.number}-CN-${String(issued + 1).padStart(2, '0')}`,
    out_of_band_amount: given.out_of_band_amount ?? null,
    pdf: turn.engine.pageUrl(`/i/${invoice.id}`),
    post_payment_amount: isOpen ? 0 : amount,
    pre_payment_amount: isOpen ? amount : 0,
    pretax_credit_amounts: [],
    reason: given.reason ?? null,
    refunds: [],
    shipping_cost: null,
    status: 'issued',
    subtotal: amount - exclusiveOf(lines),
    subtotal_excluding_tax: amount - tax,
    total: amount,
    total_excluding_tax: amount - tax,
    total_taxes: taxes,
    type: isOpen ? 'pre_payment' : 'post_payment',
    voided_at: null,
  };
}

/** A mistake: an open invoice is as large as it was. */
export function voidCredit(turn: Turn, note: CreditNote): CreditNote {
  if (note.status === 'void' || note.type !== 'pre_payment') throw invalidRequest('This credit note cannot be voided.');
  const invoice = turn.require('invoice', idOf(note.invoice));
  if (invoice.status !== 'open') throw invalidRequest('You can only void a credit note of an open invoice.');
  reduce(turn, invoice, -note.amount);
  turn.change(note, { status: 'void', voided_at: turn.now });
  turn.emit('credit_note.voided', note);
  return note;
}

function reduce(turn: Turn, invoice: Invoice, amount: number): void {
  const remaining = invoice.amount_remaining - amount;
  turn.change(invoice, {
    amount_due: invoice.amount_due - amount,
    amount_remaining: remaining,
    pre_payment_credit_notes_amount: invoice.pre_payment_credit_notes_amount + amount,
  });
  const intent = intentOf(turn, invoice);
  if (remaining > 0) {
    if (intent) turn.change(intent, { amount: remaining });
    return;
  }
  callPaymentOff(turn, invoice);
  settleInvoice(turn, invoice);
}

function giveBack(
  turn: Turn,
  invoice: Invoice,
  note: CreditNote,
  { refund_amount, credit_amount, refunds = [] }: NewCredit,
): void {
  const intent = intentOf(turn, invoice);
  const made = refund_amount ? [createRefund(turn, { payment_intent: intent?.id ?? '', amount: refund_amount })] : [];
  const named = refunds.map(({ refund, amount_refunded }) => ({
    refund: turn.require('refund', refund, 'refunds'),
    amount_refunded,
  }));
  turn.change(note, {
    refunds: [...made.map((refund) => ({ refund, amount_refunded: refund.amount })), ...named].map(
      ({ refund, amount_refunded }) => ({
        amount_refunded: amount_refunded ?? refund.amount,
        payment_record_refund: null,
        refund: refund.id,
        type: 'refund',
      }),
    ),
  });
  const customer = turn.require('customer', idOf(invoice.customer) ?? '');
  if (credit_amount) turn.change(customer, { balance: customer.balance - credit_amount });
  turn.change(invoice, { post_payment_credit_notes_amount: invoice.post_payment_credit_notes_amount + note.amount });
}

function requireLeft(invoice: Invoice, amount: number): void {
  const { status, amount_remaining, total, post_payment_credit_notes_amount: credited, currency } = invoice;
  const left = status === 'open' ? amount_remaining : total - credited - invoice.pre_payment_credit_notes_amount;
  if (amount <= 0 || amount > left)
    throw invalidRequest(
      `The credit note's amount (${shownAmount(amount, currency)}) must be positive and at most what is left of the invoice (${shownAmount(left, currency)}).`,
      {
        param: 'amount',
      },
    );
}

/** Refund, credit for later, and what was given outside: together the whole amount. */
function requireWhither(
  invoice: Invoice,
  amount: number,
  { refund_amount = 0, credit_amount = 0, out_of_band_amount = 0, refunds = [] }: NewCredit,
): void {
  const linked = sum(refunds.map(({ amount_refunded = 0 }) => amount_refunded));
  if (
    refund_amount + credit_amount + out_of_band_amount + linked !== amount &&
    refunds.every((refund) => refund.amount_refunded !== undefined)
  )
    throw invalidRequest(
      `The sum of credit amount, refund amount and out of band amount (${shownAmount(refund_amount + credit_amount + out_of_band_amount, invoice.currency)}) must equal the credit note's amount (${shownAmount(amount, invoice.currency)}).`,
    );
}
