/** What the API version of the SDK has and the file, which is some months older, does not; by the SDK's own types. */
export const newerFields: Readonly<Record<string, readonly string[]>> = {
  account_business_profile: ['specified_commercial_transactions_act_url'],
  account_payments_settings: ['statement_descriptor_prefix_kana', 'statement_descriptor_prefix_kanji'],
  charge: ['source'],
  'checkout.session': ['allowed_payment_method_types'],
  dispute: ['intended_submission_method', 'network_reason_code'],
  dispute_evidence_details: ['submission_method'],
  payment_intent: ['payment_record', 'source'],
  payment_method_details_card: ['electronic_commerce_indicator'],
  product: ['tax_details', 'type'],
  recurring: ['trial_period_days'],
  subscription_item: ['current_trial', 'plan'],
  subscriptions_resource_trial_settings_end_behavior: ['billing_cycle_anchor'],
};
