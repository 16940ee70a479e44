import type Stripe from 'stripe';
import { z } from 'zod';
import {
  accepts,
  address,
  currency,
  emptyable,
  flag,
  hash,
  metadata,
  positive,
  text,
  url,
  word,
} from '../api/parameters';
import { methodData } from '../customers/payment-method';

const usage = z.enum(['off_session', 'on_session']);
const shipping = hash({
  address,
  name: text,
  phone: text.optional(),
  carrier: text.optional(),
  tracking_number: text.optional(),
});
const methodOptions = hash({
  card: hash({
    request_three_d_secure: z.enum(['any', 'automatic', 'challenge']).optional(),
    setup_future_usage: usage.optional(),
    statement_descriptor_suffix_kana: text.optional(),
  }).optional(),
});
const described = {
  description: emptyable(text).optional(),
  metadata: metadata.optional(),
  payment_method: word.optional(),
  payment_method_data: methodData.optional(),
  payment_method_options: methodOptions.optional(),
  receipt_email: emptyable(text).optional(),
  setup_future_usage: emptyable(usage).optional(),
  shipping: emptyable(shipping).optional(),
};
const confirming = {
  error_on_requires_action: flag.optional(),
  off_session: flag.optional(),
  return_url: url.optional(),
  use_stripe_sdk: flag.optional(),
};
export const createParams = accepts<Stripe.PaymentIntentCreateParams>()({
  ...described,
  ...confirming,
  amount: positive,
  automatic_payment_methods: hash({
    enabled: flag,
    allow_redirects: z.enum(['always', 'never']).optional(),
  }).optional(),
  capture_method: z.enum(['automatic', 'automatic_async', 'manual']).optional(),
  confirm: flag.optional(),
  confirmation_method: z.enum(['automatic', 'manual']).optional(),
  currency,
  customer: word.optional(),
  allowed_payment_method_types: z.array(z.literal('card')).optional(),
  statement_descriptor: text.optional(),
  statement_descriptor_suffix: text.optional(),
  transfer_group: word.optional(),
});
export const updateParams = accepts<Stripe.PaymentIntentUpdateParams>()({
  ...described,
  amount: positive.optional(),
  currency: currency.optional(),
  customer: word.optional(),
  statement_descriptor: text.optional(),
  statement_descriptor_suffix: text.optional(),
  transfer_group: word.optional(),
});
export const confirmParams = accepts<Stripe.PaymentIntentConfirmParams & { client_secret?: string }>()({
  ...confirming,
  client_secret: word.optional(),
  payment_method: word.optional(),
  payment_method_data: methodData.optional(),
  payment_method_options: methodOptions.optional(),
  receipt_email: emptyable(text).optional(),
  setup_future_usage: emptyable(usage).optional(),
  shipping: emptyable(shipping).optional(),
});
export const cancelParams = accepts<Stripe.PaymentIntentCancelParams>()({
  cancellation_reason: z.enum(['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer']).optional(),
});

export type NewIntent = Omit<z.infer<typeof createParams>, 'confirm'>;
export type IntentChange = z.infer<typeof updateParams>;
