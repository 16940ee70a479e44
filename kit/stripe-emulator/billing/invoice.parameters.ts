import type Stripe from 'stripe';
import { z } from 'zod';
import { accepts, currency, emptyable, flag, hash, integer, metadata, positive, text, word } from '../api/parameters';
import { priceData } from '../catalog/price';
import { discountParams } from './discount';
import { itemParams } from './subscription-items';
import { anchor } from './subscription.parameters';

const collectionMethod = z.enum(['charge_automatically', 'send_invoice']);
const common = {
  auto_advance: flag.optional(),
  collection_method: collectionMethod.optional(),
  days_until_due: positive.optional(),
  default_payment_method: word.optional(),
  description: text.optional(),
  discounts: emptyable(discountParams).optional(),
  footer: text.optional(),
  metadata: metadata.optional(),
};

export const createParams = accepts<Stripe.InvoiceCreateParams>()({
  ...common,
  currency: currency.optional(),
  customer: word,
  pending_invoice_items_behavior: z.enum(['exclude', 'include']).optional(),
  subscription: word.optional(),
});
export const updateParams = accepts<Stripe.InvoiceUpdateParams>()(common);
export const finalizeParams = accepts<Stripe.InvoiceFinalizeInvoiceParams>()({ auto_advance: flag.optional() });
export const payParams = accepts<Stripe.InvoicePayParams>()({
  off_session: flag.optional(),
  paid_out_of_band: flag.optional(),
  payment_method: word.optional(),
});
export const previewParams = accepts<Stripe.InvoiceCreatePreviewParams>()({
  currency: currency.optional(),
  customer: word.optional(),
  discounts: emptyable(discountParams).optional(),
  invoice_items: hash({
    amount: integer.optional(),
    currency: currency.optional(),
    description: text.optional(),
    price: word.optional(),
    price_data: priceData.omit({ product_data: true, recurring: true }).optional(),
    quantity: positive.optional(),
    tax_rates: word.array().optional(),
  })
    .array()
    .optional(),
  preview_mode: z.enum(['next', 'recurring']).optional(),
  subscription: word.optional(),
  subscription_details: hash({
    billing_cycle_anchor: anchor.optional(),
    cancel_at_period_end: flag.optional(),
    default_tax_rates: emptyable(word.array()).optional(),
    items: itemParams.array().optional(),
    proration_behavior: z.enum(['create_prorations', 'always_invoice', 'none']).optional(),
    proration_date: integer.optional(),
    trial_end: z.union([z.literal('now'), integer]).optional(),
  }).optional(),
});
