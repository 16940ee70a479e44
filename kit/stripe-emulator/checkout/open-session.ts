import { invalidRequest } from '../api/errors';
import { withMetadata } from '../api/parameters';
import { redeem } from '../billing/discount';
import { liveCustomer } from '../customers/live-customer';
import { newId } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { requireChargeable } from '../payments/currencies';
import type Stripe from 'stripe';
import { planItem, totalsOf, type PlannedItem } from './session-plan';
import type { NewSession } from './session.parameters';

type Session = Kept<'checkout.session'>;

const MINUTE = 60;
const DAY = 86_400;

/** Makes a page on which somebody can pay, subscribe, or save a card. */
export function openSession(turn: Turn, given: NewSession): Session {
  const { mode = 'payment', success_url } = given;
  requireFitting(given, mode);
  if (!success_url) throw missing('success_url');
  const id = newId('cs_test', 58);
  const customer = given.customer ? liveCustomer(turn, given.customer) : null;
  const items = (given.line_items ?? []).map((item, index) => planItem(turn, item, index));
  const currency = currencyOf(items) ?? given.currency ?? null;
  const what = {
    customer: customer?.id ?? null,
    session: id,
    amount: items.reduce((sum, { amount }) => sum + amount, 0),
    currency: currency ?? '',
  };
  const plan = {
    items,
    discounts: redeem(turn, given.discounts, what).map((discount) => discount.id),
    payment: given.payment_intent_data ?? {},
    setup: given.setup_intent_data ?? {},
    subscription: given.subscription_data ?? {},
  };
  const totals = mode === 'setup' ? null : totalsOf(turn, plan);
  const isTrial = plan.subscription.trial_period_days !== undefined || plan.subscription.trial_end !== undefined;
  const total = isTrial ? 0 : (totals?.amount_total ?? 0);
  if (total > 0) requireChargeable(total, currency ?? '');
  const expiresAt = expiryOf(turn, given.expires_at);
  const session = turn.insert<'checkout.session'>({
    ...bareSession(turn, id, given),
    amount_subtotal: null,
    total_details: null,
    discounts: [],
    ...totals,
    amount_total: mode === 'setup' ? null : total,
    currency,
    customer: customer?.id ?? null,
    customer_creation: customer ? null : (given.customer_creation ?? (mode === 'payment' ? 'if_required' : 'always')),
    customer_details:
      customer || given.customer_email
        ? detailsOf(customer?.email ?? given.customer_email ?? null, customer?.name ?? null)
        : null,
    expires_at: expiresAt,
    payment_status: total === 0 ? 'no_payment_required' : 'unpaid',
    success_url,
  });
  turn.insert<'checkout_plan'>({ id, object: 'checkout_plan', ...plan });
  turn.schedule('session.expire', id, expiresAt);
  return session;
}

/** What follows from the request alone. */
function bareSession(turn: Turn, id: string, given: NewSession): Session {
  const { mode = 'payment' } = given;
  return {
    id,
    object: 'checkout.session',
    adaptive_pricing: mode === 'payment' ? { enabled: false } : null,
    after_expiration: null,
    allow_promotion_codes: given.allow_promotion_codes ?? null,
    allowed_payment_method_types: null,
    amount_subtotal: null,
    amount_total: null,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: given.billing_address_collection ?? null,
    cancel_url: given.cancel_url ?? null,
    client_reference_id: given.client_reference_id ?? null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: turn.now,
    currency: null,
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: null,
    customer_account: null,
    customer_creation: null,
    customer_details: null,
    customer_email: given.customer_email ?? null,
    discounts: [],
    expires_at: 0,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: given.locale ?? null,
    managed_payments: null,
    metadata: withMetadata({}, given.metadata),
    mode,
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: given.payment_method_collection ?? (mode === 'payment' ? 'if_required' : 'always'),
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ['card'],
    payment_status: 'unpaid',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: given.submit_type ?? null,
    subscription: null,
    success_url: null,
    total_details: null,
    ui_mode: 'hosted_page',
    url: turn.engine.pageUrl(`/c/pay/${id}`),
    wallet_options: null,
  };
}

/** The buyer as a session shows them. */
export function detailsOf(email: string | null, name: string | null): Stripe.Checkout.Session.CustomerDetails {
  return {
    address: null,
    business_name: null,
    email,
    individual_name: null,
    name,
    phone: null,
    tax_exempt: 'none',
    tax_ids: [],
  };
}

/** @throws where parameters do not go together, or with the mode */
function requireFitting(given: NewSession, mode: NonNullable<NewSession['mode']>): void {
  if (given.customer && given.customer_email)
    throw invalidRequest('You may only specify one of these parameters: customer, customer_email.');
  if (mode === 'setup' && given.line_items)
    throw invalidRequest('You can not pass `line_items` in `setup` mode.', { param: 'line_items' });
  if (mode !== 'setup' && !given.line_items?.length) throw missing('line_items');
  if (mode === 'setup' && !given.currency) throw missing('currency');
  for (const [param, owner] of [
    ['payment_intent_data', 'payment'],
    ['setup_intent_data', 'setup'],
    ['subscription_data', 'subscription'],
  ] as const)
    if (given[param] && owner !== mode)
      throw invalidRequest(`You can not pass \`${param}\` in \`${mode}\` mode.`, { param });
}

function currencyOf(items: readonly PlannedItem[]): string | null {
  const [first, ...others] = items.map(({ price }) => price.currency);
  if (others.some((other) => other !== first))
    throw invalidRequest('All prices on a Checkout Session must have the same currency.', { param: 'line_items' });
  return first ?? null;
}

function expiryOf(turn: Turn, wanted: number | undefined): number {
  if (wanted === undefined) return turn.now + DAY;
  const refuse = (limit: string) =>
    invalidRequest(`The \`expires_at\` timestamp must be ${limit} from Checkout Session creation.`, {
      param: 'expires_at',
    });
  if (wanted < turn.now + 30 * MINUTE) throw refuse('at least 30 minutes');
  if (wanted > turn.now + DAY) throw refuse('less than 24 hours');
  return wanted;
}

function missing(param: string) {
  return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
}
