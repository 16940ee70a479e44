import type Stripe from 'stripe';
import { z } from 'zod';
import { accepts, emptyable, flag, hash, integer, metadata, positive, text, word } from '../api/parameters';
import { discountParams } from './discount';
import { itemParams } from './subscription-items';

const collectionMethod = z.enum(['charge_automatically', 'send_invoice']);
const prorationBehavior = z.enum(['create_prorations', 'always_invoice', 'none']);
const trialSettings = hash({
  end_behavior: hash({ missing_payment_method: z.enum(['cancel', 'create_invoice', 'pause']) }),
});
const trialEnd = z.union([z.literal('now'), integer]);
/** Whether the period begins anew. */
export const anchor = hash({ type: z.enum(['now', 'unchanged']) }).transform(({ type }) => type);
const details = hash({ comment: text.optional(), feedback: word.optional() });
const common = {
  cancel_at_period_end: flag.optional(),
  collection_method: collectionMethod.optional(),
  days_until_due: positive.optional(),
  default_payment_method: word.optional(),
  default_tax_rates: emptyable(word.array()).optional(),
  description: emptyable(text).optional(),
  discounts: emptyable(discountParams).optional(),
  metadata: metadata.optional(),
  off_session: flag.optional(),
  payment_settings: hash({
    save_default_payment_method: z.enum(['off', 'on_subscription']).optional(),
    payment_method_types: z.array(z.literal('card')).optional(),
  }).optional(),
  proration_behavior: prorationBehavior.optional(),
  trial_end: trialEnd.optional(),
  trial_settings: trialSettings.optional(),
};

export const createParams = accepts<Stripe.SubscriptionCreateParams>()({
  ...common,
  cancel_at: integer.optional(),
  customer: word,
  items: itemParams.array().min(1).max(20),
  payment_behavior: z.enum(['allow_incomplete', 'default_incomplete', 'error_if_incomplete']).optional(),
  trial_period_days: positive.optional(),
});
export const updateParams = accepts<Stripe.SubscriptionUpdateParams>()({
  ...common,
  billing_cycle_anchor: anchor.optional(),
  cancel_at: emptyable(integer).optional(),
  cancellation_details: details.optional(),
  items: itemParams.array().max(20).optional(),
  pause_collection: emptyable(
    hash({ behavior: z.enum(['keep_as_draft', 'mark_uncollectible', 'void']), resumes_at: integer.optional() }),
  ).optional(),
  payment_behavior: z.enum(['allow_incomplete', 'default_incomplete', 'error_if_incomplete']).optional(),
  proration_date: integer.optional(),
});
export const cancelParams = accepts<Stripe.SubscriptionCancelParams>()({
  cancellation_details: details.optional(),
  invoice_now: flag.optional(),
  prorate: flag.optional(),
});
export const resumeParams = accepts<Stripe.SubscriptionResumeParams>()({
  billing_cycle_anchor: anchor.optional(),
  proration_behavior: prorationBehavior.optional(),
});

/** What happens at the end of a trial when there is nothing to pay with. */
export function trialSettingsOf(given: z.infer<typeof trialSettings> | undefined): Stripe.Subscription.TrialSettings {
  const { missing_payment_method = 'create_invoice' } = given?.end_behavior ?? {};
  return { end_behavior: { billing_cycle_anchor: 'unchanged', missing_payment_method } };
}

export type NewSubscription = z.infer<typeof createParams>;
export type SubscriptionChange = z.infer<typeof updateParams>;
