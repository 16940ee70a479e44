import type { Kept } from '../engine/objects';

type Account = Kept<'account'>;

interface Beginning {
  readonly id: string;
  readonly created: number;
  readonly country: string;
  readonly currency: string;
  readonly type: string;
}

/** What its owner still has to say. */
const OWED = [
  'business_profile.url',
  'external_account',
  'individual.first_name',
  'individual.last_name',
  'tos_acceptance.date',
];

export function requirementsOf(isSubmitted: boolean): NonNullable<Account['requirements']> {
  const due = isSubmitted ? [] : OWED;
  return {
    alternatives: [],
    current_deadline: null,
    currently_due: due,
    disabled_reason: isSubmitted ? null : 'requirements.past_due',
    errors: [],
    eventually_due: due,
    past_due: due,
    pending_verification: [],
  };
}

/** An account that nobody has said anything about yet. */
export function newAccount({ id, created, country, currency, type }: Beginning): Account {
  return {
    id,
    object: 'account',
    business_profile: {
      annual_revenue: null,
      estimated_worker_count: null,
      mcc: null,
      minority_owned_business_designation: null,
      name: null,
      product_description: null,
      specified_commercial_transactions_act_url: null,
      support_address: null,
      support_email: null,
      support_phone: null,
      support_url: null,
      url: null,
    },
    business_type: null,
    capabilities: {},
    charges_enabled: false,
    controller: {
      fees: { payer: type === 'standard' ? 'account' : 'application_express' },
      is_controller: true,
      losses: { payments: type === 'standard' ? 'stripe' : 'application' },
      requirement_collection: type === 'custom' ? 'application' : 'stripe',
      stripe_dashboard: { type: type === 'custom' ? 'none' : type === 'express' ? 'express' : 'full' },
      type: 'application',
    },
    country,
    created,
    default_currency: currency,
    details_submitted: false,
    email: null,
    external_accounts: { object: 'list', data: [], has_more: false, url: `/v1/accounts/${id}/external_accounts` },
    future_requirements: { ...requirementsOf(true), disabled_reason: null },
    metadata: {},
    payouts_enabled: false,
    requirements: requirementsOf(false),
    settings: {
      branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
      card_payments: {
        decline_on: { avs_failure: false, cvc_failure: false },
        statement_descriptor_prefix: null,
        statement_descriptor_prefix_kana: null,
        statement_descriptor_prefix_kanji: null,
      },
      dashboard: { display_name: null, timezone: 'Etc/UTC' },
      payments: {
        statement_descriptor: null,
        statement_descriptor_kana: null,
        statement_descriptor_kanji: null,
        statement_descriptor_prefix_kana: null,
        statement_descriptor_prefix_kanji: null,
      },
      payouts: {
        debit_negative_balances: false,
        schedule: { delay_days: 2, interval: 'manual' },
        statement_descriptor: null,
      },
    },
    tos_acceptance: { date: null, ip: null, user_agent: null },
    type,
  };
}
