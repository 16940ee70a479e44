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
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { newLine } from './invoice-plan';
import { recountInvoice } from './open-invoice';
import { addItem, lineOf } from './pending-items';
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
