import type { z } from 'zod';
import { invalidRequest } from '../api/errors';
import { createPrice } from '../catalog/price';
import { liveCustomer } from '../customers/live-customer';
import { idOf, type Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { applyChange } from './change-subscription';
import { redeem } from './discount';
import { addItem, pendingLines } from './pending-items';
import { newLine } from './invoice-plan';
import type { previewParams } from './invoice.parameters';
import { draftInvoice } from './open-invoice';
import { firstInvoice, makeSubscription } from './subscribe';
import { taxRatesOf } from './tax-rate';
import { atTimeOf } from './time-of';
import { upcomingInvoice } from './upcoming';

type Invoice = Kept<'invoice'>;
type Given = z.infer<typeof previewParams>;

/** What would be invoiced: everything is done that would be done, and then taken back. */
export function previewInvoice(here: Turn, given: Given): Invoice {
  const subscription = given.subscription ? here.require('subscription', given.subscription, 'subscription') : null;
  const id = subscription ? idOf(subscription.customer) : given.customer;
  if (!id) throw invalidRequest('Missing required param: customer.', { code: 'parameter_missing', param: 'customer' });
  const customer = liveCustomer(here, id);
  const turn = atTimeOf(here, customer);
  return turn.engine.rehearse(() => {
    addItems(turn, customer, given);
    const { id: real, ...invoice } = subscription ? ofChange(turn, subscription, given) : ofNew(turn, customer, given);
    return {
      ...invoice,
      id: real.startsWith('upcoming_in_') ? real : `upcoming_in_${real.slice(3)}`,
      status: 'draft',
      number: null,
    };
  });
}

function ofChange(
  turn: Turn,
  subscription: Kept<'subscription'>,
  { subscription_details: change, discounts }: Given,
): Invoice {
  const immediate = applyChange(turn, subscription, { ...change, ...(discounts === undefined ? {} : { discounts }) });
  if (immediate) return immediate;
  if (
    subscription.cancel_at_period_end &&
    pendingLines(turn, idOf(subscription.customer), subscription.currency, subscription.id).length === 0
  )
    throw invalidRequest('No upcoming invoices for customer', { code: 'invoice_upcoming_none' });
  return upcomingInvoice(turn, subscription);
}

/** Of a subscription that is not there yet, or of items alone. */
function ofNew(
  turn: Turn,
  customer: Kept<'customer'>,
  { subscription_details: wish, discounts, currency }: Given,
): Invoice {
  if (wish?.items) {
    const { items, trial_end, default_tax_rates } = wish;
    const made = makeSubscription(turn, customer, {
      customer: customer.id,
      items,
      trial_end,
      default_tax_rates,
      discounts,
    });
    return firstInvoice(turn, made);
  }
  const code = currency ?? turn.where('invoiceitem', 'customer', customer.id).at(-1)?.currency ?? 'usd';
  const lines = pendingLines(turn, customer.id, code, null);
  if (lines.length === 0) throw invalidRequest('No upcoming invoices for customer', { code: 'invoice_upcoming_none' });
  const redeemed = redeem(turn, discounts, { customer: customer.id }).map(({ id }) => id);
  return draftInvoice(turn, { customer, currency: code, lines, reason: 'upcoming', discounts: redeemed });
}

function addItems(turn: Turn, customer: Kept<'customer'>, { invoice_items: items, currency }: Given): void {
  for (const item of items ?? []) {
    const price = item.price_data
      ? createPrice(turn, item.price_data)
      : item.price
        ? turn.require('price', item.price, 'invoice_items')
        : null;
    const { quantity = 1, description } = item;
    addItem(turn, {
      customer,
      invoice: null,
      currency: price?.currency ?? item.currency ?? currency ?? 'usd',
      metadata: {},
      line: newLine({
        amount: price ? (price.unit_amount ?? 0) * quantity : (item.amount ?? 0),
        period: { start: turn.now, end: turn.now },
        description: description ?? null,
        quantity,
        price: price?.id ?? null,
        product: price?.product ?? null,
        unitAmount: price?.unit_amount ?? item.amount ?? 0,
        rates: taxRatesOf(turn, item.tax_rates, 'invoice_items'),
      }),
    });
  }
}
