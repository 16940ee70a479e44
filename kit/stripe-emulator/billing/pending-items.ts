import type Stripe from 'stripe';
import { newId } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { pricingOf, type PlannedLine } from './invoice-plan';
import { recountInvoice } from './open-invoice';

type InvoiceItem = Kept<'invoiceitem'>;

interface NewItem {
  readonly customer: Kept<'customer'>;
  /** Null: for the next one. */
  readonly invoice: Kept<'invoice'> | null;
  readonly currency: string;
  readonly metadata: Stripe.Metadata;
  readonly line: PlannedLine;
}

/** Keeps a line for an invoice: a draft that is there, or the next one. */
export function addItem(
  turn: Turn,
  { customer, invoice, currency: code, metadata: pairs, line }: NewItem,
): InvoiceItem {
  const item = turn.insert<'invoiceitem'>({
    id: newId('ii'),
    object: 'invoiceitem',
    amount: line.amount,
    currency: code,
    customer: customer.id,
    customer_account: null,
    date: turn.now,
    description: line.description,
    discountable: line.discountable,
    discounts: [],
    invoice: invoice?.id ?? null,
    livemode: false,
    metadata: pairs,
    net_amount: line.amount,
    parent: line.subscription
      ? {
          subscription_details: {
            subscription: line.subscription,
            ...(line.subscriptionItem ? { subscription_item: line.subscriptionItem } : {}),
          },
          type: 'subscription_details',
        }
      : null,
    period: line.period,
    pricing: pricingOf(line),
    proration: line.proration,
    quantity: line.quantity,
    quantity_decimal: String(line.quantity),
    tax_rates: line.rates.map(({ id }) => turn.require('tax_rate', id)),
    test_clock: customer.test_clock ?? null,
  });
  turn.insert<'pending_line'>({ ...line, id: item.id, object: 'pending_line', lineId: line.id });
  turn.emit('invoiceitem.created', item);
  if (invoice)
    recountInvoice(turn, invoice, { lines: [...turn.require('invoice_plan', invoice.id).lines, lineOf(turn, item)] });
  return item;
}

/** The lines that wait for an invoice of this customer, for this subscription or for none; they belong to it from now on. */
export function takePending(
  turn: Turn,
  customer: string,
  code: string,
  subscription: string | null,
  invoice: string,
): PlannedLine[] {
  return pendingItems(turn, customer, code, subscription).map((item) => {
    turn.change(item, { invoice });
    return lineOf(turn, item);
  });
}

/** The same without taking them. */
export function pendingLines(turn: Turn, customer: string, code: string, subscription: string | null): PlannedLine[] {
  return pendingItems(turn, customer, code, subscription).map((item) => lineOf(turn, item));
}

function pendingItems(turn: Turn, customer: string, code: string, subscription: string | null): InvoiceItem[] {
  return turn.where('invoiceitem', 'customer', customer).filter((item) => {
    const of = item.parent?.subscription_details?.subscription ?? null;
    return item.invoice === null && item.currency === code && (of === null || of === subscription);
  });
}

export function lineOf(turn: Turn, { id }: InvoiceItem): PlannedLine {
  const { lineId, object: _object, ...line } = turn.require('pending_line', id);
  return { ...line, id: lineId, invoiceItem: id };
}
