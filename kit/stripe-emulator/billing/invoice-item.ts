import type Stripe from 'stripe';
import type { z } from 'zod';
import { invalidRequest } from '../api/errors';
import {
  accepts,
  currency,
  emptyable,
  flag,
  hash,
  integer,
  metadata,
  nothing,
  positive,
  text,
  withMetadata,
  word,
} from '../api/parameters';
import { create, list, remove, resource, retrieve, update } from '../api/resource';
import { createPrice, priceData } from '../catalog/price';
import { liveCustomer } from '../customers/live-customer';
import { newId } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { newLine, wireDecimal, type PlannedLine } from './invoice-plan';
import { recountInvoice } from './open-invoice';
import { taxRatesOf } from './tax-rate';
import { atTimeOf } from './time-of';

type InvoiceItem = Kept<'invoiceitem'>;

const createParams = accepts<Stripe.InvoiceItemCreateParams>()({
  amount: integer.optional(),
  currency: currency.optional(),
  customer: word,
  description: text.optional(),
  discountable: flag.optional(),
  invoice: word.optional(),
  metadata: metadata.optional(),
  period: hash({ start: integer, end: integer }).optional(),
  price_data: priceData.omit({ product_data: true, recurring: true }).optional(),
  pricing: hash({ price: word }).optional(),
  quantity: positive.optional(),
  subscription: word.optional(),
  tax_rates: word.array().optional(),
});
const updateParams = accepts<Stripe.InvoiceItemUpdateParams>()({
  amount: integer.optional(),
  description: emptyable(text).optional(),
  metadata: metadata.optional(),
});

export const invoiceItems = resource('invoiceitem', {
  path: '/invoiceitems',
  expandable: { customer: 'customer', invoice: 'invoice' },
  operations: [
    create(createParams, createItem),
    list({
      customer: word,
      invoice: word,
      pending: { param: flag, matches: ({ invoice }, asked: boolean) => (invoice === null) === asked },
    }),
    retrieve(),
    update(updateParams, updateItem),
    remove(nothing, deleteItem),
  ],
});

function createItem(here: Turn, given: z.infer<typeof createParams>): InvoiceItem {
  const customer = liveCustomer(here, given.customer);
  const turn = atTimeOf(here, customer);
  const invoice = given.invoice ? turn.require('invoice', given.invoice, 'invoice') : null;
  if (invoice && invoice.status !== 'draft')
    throw invalidRequest('This invoice is no longer editable', { code: 'invoice_not_editable' });
  const price = given.price_data
    ? createPrice(turn, given.price_data)
    : given.pricing
      ? turn.require('price', given.pricing.price, 'pricing[price]')
      : null;
  const { quantity = 1 } = given;
  if (!price && (given.amount === undefined || !given.currency))
    throw invalidRequest('You must pass either `pricing`, `price_data`, or `amount` and `currency`.', {
      code: 'parameter_missing',
      param: 'amount',
    });
  return addItem(turn, {
    customer,
    invoice,
    currency: price?.currency ?? given.currency ?? '',
    metadata: withMetadata({}, given.metadata),
    line: newLine({
      amount: price ? (price.unit_amount ?? 0) * quantity : (given.amount ?? 0),
      period: given.period ?? { start: turn.now, end: turn.now },
      description: given.description ?? turn.find('product', price?.product)?.name ?? null,
      quantity,
      price: price?.id ?? null,
      product: price?.product ?? null,
      unitAmount: price?.unit_amount ?? given.amount ?? 0,
      discountable: given.discountable ?? (given.amount ?? 0) >= 0,
      rates: taxRatesOf(turn, given.tax_rates, 'tax_rates'),
      subscription: given.subscription ?? null,
    }),
  });
}

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
    pricing: line.price
      ? {
          price_details: { price: line.price, product: line.product ?? '' },
          type: 'price_details',
          unit_amount_decimal: wireDecimal(line.unitAmount),
        }
      : null,
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

function lineOf(turn: Turn, { id }: InvoiceItem): PlannedLine {
  const { lineId, object: _object, ...line } = turn.require('pending_line', id);
  return { ...line, id: lineId, invoiceItem: id };
}

function updateItem(
  turn: Turn,
  item: InvoiceItem,
  { amount, description, metadata: pairs }: z.infer<typeof updateParams>,
): InvoiceItem {
  requireLoose(turn, item);
  const line = turn.require('pending_line', item.id);
  turn.change(line, {
    ...(amount === undefined ? {} : { amount, unitAmount: amount }),
    ...(description === undefined ? {} : { description }),
  });
  turn.change(item, {
    ...(amount === undefined ? {} : { amount, net_amount: amount }),
    ...(description === undefined ? {} : { description }),
    metadata: withMetadata(item.metadata ?? {}, pairs),
  });
  recountFor(turn, item);
  return item;
}

function deleteItem(turn: Turn, item: InvoiceItem): Stripe.DeletedInvoiceItem {
  requireLoose(turn, item);
  const invoice = turn.find('invoice', item.invoice);
  turn.remove(item);
  if (invoice) {
    const { lines } = turn.require('invoice_plan', invoice.id);
    recountInvoice(turn, invoice, { lines: lines.filter(({ invoiceItem }) => invoiceItem !== item.id) });
  }
  turn.emit('invoiceitem.deleted', item);
  return { id: item.id, object: 'invoiceitem', deleted: true };
}

function recountFor(turn: Turn, item: InvoiceItem): void {
  const invoice = turn.find('invoice', item.invoice);
  if (!invoice) return;
  const { lines } = turn.require('invoice_plan', invoice.id);
  recountInvoice(turn, invoice, {
    lines: lines.map((line) => (line.invoiceItem === item.id ? lineOf(turn, item) : line)),
  });
}

/** @throws where its invoice is not a draft any more */
function requireLoose(turn: Turn, { invoice }: InvoiceItem): void {
  const status = turn.find('invoice', invoice)?.status;
  if (status !== undefined && status !== 'draft')
    throw invalidRequest('This invoice is no longer editable', { code: 'invoice_not_editable' });
}
