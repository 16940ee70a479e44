import type Stripe from 'stripe';
import { z } from 'zod';
import { accepts, currency, flag, hash, integer, metadata, positive, text, url, word } from '../api/parameters';
import { discountParams } from '../billing/discount';
import { lineItem } from './session-plan';

export const createParams = accepts<Stripe.Checkout.SessionCreateParams>()({
  allow_promotion_codes: flag.optional(),
  automatic_tax: hash({ enabled: z.literal('false').transform(() => false) }).optional(),
  billing_address_collection: z.enum(['auto', 'required']).optional(),
  cancel_url: url.optional(),
  client_reference_id: z.string().min(1).max(200).optional(),
  currency: currency.optional(),
  customer: word.optional(),
  customer_creation: z.enum(['always', 'if_required']).optional(),
  customer_email: z.email({ error: 'Invalid email address' }).optional(),
  discounts: discountParams.max(1).optional(),
  expires_at: integer.optional(),
  line_items: lineItem.array().max(100).optional(),
  locale: word.optional(),
  metadata: metadata.optional(),
  mode: z.enum(['payment', 'setup', 'subscription']).optional(),
  payment_intent_data: hash({
    capture_method: z.enum(['automatic', 'automatic_async', 'manual']).optional(),
    description: text.optional(),
    metadata: metadata.optional(),
    receipt_email: text.optional(),
    setup_future_usage: z.enum(['off_session', 'on_session']).optional(),
    statement_descriptor: text.optional(),
    statement_descriptor_suffix: text.optional(),
    transfer_group: word.optional(),
  }).optional(),
  payment_method_collection: z.enum(['always', 'if_required']).optional(),
  setup_intent_data: hash({ description: text.optional(), metadata: metadata.optional() }).optional(),
  subscription_data: hash({
    default_tax_rates: word.array().optional(),
    description: text.optional(),
    metadata: metadata.optional(),
    trial_end: integer.optional(),
    trial_period_days: positive.optional(),
  }).optional(),
  submit_type: z.enum(['auto', 'book', 'donate', 'pay', 'subscribe']).optional(),
  success_url: text.optional(),
  ui_mode: z.literal('hosted_page').optional(),
});

export const updateParams = accepts<Stripe.Checkout.SessionUpdateParams>()({ metadata: metadata.optional() });

export type NewSession = z.infer<typeof createParams>;
