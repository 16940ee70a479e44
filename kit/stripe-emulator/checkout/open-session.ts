import type Stripe from 'stripe';
import { invalidRequest } from '../api/errors';
import { withMetadata } from '../api/parameters';
import { liveCustomer } from '../customers/live-customer';
import { newId } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { requireChargeable } from '../payments/currencies';
import { makeLineItem } from './line-items';
import type { NewSession } from './session.parameters';

type Session = Kept<'checkout.session'>;

const MINUTE = 60;
const DAY = 86_400;

/** Makes a page on which somebody can pay, or save a card. */
export function openSession(turn: Turn, given: NewSession): Session {
  const { mode = 'payment' } = given;
  if (given.customer && given.customer_email)
    throw invalidRequest('You may only specify one of these parameters: customer, customer_email.');
  const customer = given.customer ? liveCustomer(turn, given.customer) : null;
  if (!given.success_url) throw missing('success_url');
  if (mode === 'setup' && given.line_items)
    throw invalidRequest('You can not pass `line_items` in `setup` mode.', { param: 'line_items' });
  if (mode !== 'setup' && !given.line_items?.length) throw missing('line_items');
  if (mode === 'setup' && !given.currency) throw missing('currency');
  const items = (given.line_items ?? []).map((item, index) => makeLineItem(turn, item, index));
  const currency = items[0]?.currency ?? given.currency ?? null;
  if (items.some((item) => item.currency !== currency))
    throw invalidRequest('All prices on a Checkout Session must have the same currency.', { param: 'line_items' });
  const total = items.reduce((sum, { amount_total }) => sum + amount_total, 0);
  if (mode === 'payment' && total > 0) requireChargeable(total, currency ?? '');
  const id = newId('cs_test', 58);
  const expiresAt = expiryOf(turn, given.expires_at);
  const session = turn.insert<'checkout.session'>({
    id,
    object: 'checkout.session',
    adaptive_pricing: mode === 'payment' ? { enabled: false } : null,
    after_expiration: null,
    allow_promotion_codes: given.allow_promotion_codes ?? null,
    allowed_payment_method_types: null,
    amount_subtotal: mode === 'setup' ? null : items.reduce((sum, { amount_subtotal }) => sum + amount_subtotal, 0),
    amount_total: mode === 'setup' ? null : total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: given.billing_address_collection ?? null,
    cancel_url: given.cancel_url ?? null,
    client_reference_id: given.client_reference_id ?? null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: turn.now,
    currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: customer?.id ?? null,
    customer_account: null,
    customer_creation: customer ? null : (given.customer_creation ?? (mode === 'payment' ? 'if_required' : 'always')),
    customer_details:
      customer || given.customer_email
        ? detailsOf(customer?.email ?? given.customer_email ?? null, customer?.name ?? null)
        : null,
    customer_email: given.customer_email ?? null,
    discounts: [],
    expires_at: expiresAt,
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
    payment_status: mode === 'setup' || total === 0 ? 'no_payment_required' : 'unpaid',
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
    success_url: given.success_url,
    total_details: mode === 'setup' ? null : { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: turn.engine.pageUrl(`/c/pay/${id}`),
    wallet_options: null,
  });
  turn.insert<'checkout_plan'>({
    id,
    object: 'checkout_plan',
    items,
    payment: given.payment_intent_data ?? {},
    setup: given.setup_intent_data ?? {},
  });
  turn.schedule('session.expire', id, expiresAt);
  return session;
}

export function itemsOf(turn: Turn, { id }: Session): readonly Stripe.LineItem[] {
  return turn.require('checkout_plan', id).items;
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

function expiryOf(turn: Turn, wanted: number | undefined): number {
  if (wanted === undefined) return turn.now + DAY;
  if (wanted < turn.now + 30 * MINUTE)
    throw invalidRequest('The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.', {
      param: 'expires_at',
    });
  if (wanted > turn.now + DAY)
    throw invalidRequest('The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.', {
      param: 'expires_at',
    });
  return wanted;
}

function missing(param: string) {
  return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
}
