import type Stripe from 'stripe';
import { newId } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { figuresOf, type Invoice, type PlannedLine } from './invoice-plan';
import type { Period } from './period';

type Customer = Kept<'customer'>;
type Subscription = Kept<'subscription'>;

export interface NewInvoice {
  readonly id?: string;
  readonly customer: Customer;
  readonly currency: string;
  readonly lines: readonly PlannedLine[];
  readonly reason: NonNullable<Invoice['billing_reason']>;
  readonly subscription?: Subscription | null;
  readonly discounts?: readonly string[];
  readonly period?: Period;
  readonly collection_method?: Invoice['collection_method'];
  readonly days_until_due?: number | null;
  readonly default_payment_method?: string | null;
  readonly auto_advance?: boolean;
  readonly description?: string | null;
  readonly footer?: string | null;
  readonly metadata?: Stripe.Metadata;
}

const NO_TAX: Invoice['automatic_tax'] = {
  disabled_reason: null,
  enabled: false,
  liability: null,
  provider: null,
  status: null,
};

/** An invoice as it would be; nothing is kept of it. */
export function draftInvoice(turn: Turn, given: NewInvoice): Invoice {
  const { id = newId('in'), customer, currency, lines, subscription = null, discounts = [] } = given;
  const { collection_method = 'charge_automatically', days_until_due = null, auto_advance = true } = given;
  const { period = { start: turn.now, end: turn.now } } = given;
  return {
    id,
    object: 'invoice',
    account_country: 'US',
    account_name: 'Lyceum',
    account_tax_ids: null,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_paid_off_stripe: 0,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance,
    automatic_tax: NO_TAX,
    automatically_finalizes_at: null,
    billing_reason: given.reason,
    collection_method,
    created: turn.now,
    currency,
    custom_fields: null,
    customer: customer.id,
    customer_account: null,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_shipping: customer.shipping,
    customer_tax_exempt: customer.tax_exempt ?? 'none',
    customer_tax_ids: [],
    default_payment_method: given.default_payment_method ?? null,
    default_source: null,
    default_tax_rates: [],
    description: given.description ?? null,
    due_date: collection_method === 'send_invoice' ? turn.now + (days_until_due ?? 30) * 86_400 : null,
    effective_at: null,
    ending_balance: null,
    footer: given.footer ?? null,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    livemode: false,
    metadata: given.metadata ?? {},
    next_payment_attempt: null,
    number: null,
    on_behalf_of: null,
    parent: subscription && {
      quote_details: null,
      subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
      type: 'subscription_details',
    },
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: period.end,
    period_start: period.start,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: customer.balance,
    statement_descriptor: null,
    status: 'draft',
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    test_clock: customer.test_clock ?? null,
    total_pretax_credit_amounts: [],
    webhooks_delivered_at: turn.now,
    ...withDue(figuresOf(turn, { id, currency, lines, discounts }), customer.balance),
  };
}

/** Makes a draft; pending items of the customer are in `lines` already. */
export function openInvoice(turn: Turn, given: NewInvoice): Invoice {
  const invoice = turn.insert<'invoice'>(draftInvoice(turn, given));
  const { id, currency } = invoice;
  const { lines, discounts = [], subscription } = given;
  turn.insert<'invoice_plan'>({
    id,
    object: 'invoice_plan',
    currency,
    lines,
    discounts,
    subscription: subscription?.id ?? null,
  });
  turn.emit('invoice.created', invoice);
  return invoice;
}

/** Counts a draft anew after its lines or discounts have changed. */
export function recountInvoice(
  turn: Turn,
  invoice: Invoice,
  change: { lines?: readonly PlannedLine[]; discounts?: readonly string[] },
): void {
  const plan = turn.require('invoice_plan', invoice.id);
  turn.change(plan, change);
  turn.change(invoice, withDue(figuresOf(turn, plan), invoice.starting_balance));
}

/** What is to be paid: what the customer has in credit is taken off, what they owe is put on. */
function withDue<F extends { readonly total: number }>(figures: F, balance: number) {
  const due = Math.max(0, figures.total + balance);
  return { ...figures, amount_due: due, amount_remaining: due };
}
