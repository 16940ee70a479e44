import type StripeSdk from 'stripe';
import { fromProvider } from '../../../kit/money/provider-amounts';
import { SubscriptionState } from '../subscription/subscription.states';
import { cardOf, type Card } from './provider-card';
import { idOf } from './provider-payment';

/** An invoice that waits for its money. */
export interface OpenInvoice {
  readonly id: string;
  readonly createdAt: Date;
  /** Whether it is for a further period; else for the first one, or for a change. */
  readonly isRenewal: boolean;
  /** Whether somebody tried to pay it. */
  readonly isAttempted: boolean;
}

/** Whether the money for the period is there, or is about to be asked for; else nobody is asked for it. */
export type PeriodBill = 'PAID' | 'DRAFT' | 'UNPAID';

/** What the provider knows of a subscription, in the house's own words. */
export interface ProviderSubscription {
  readonly id: string;
  /** Ours, as we told the provider; null where it is not of ours. */
  readonly subscriptionId: string | null;
  readonly state: SubscriptionState;
  readonly itemId: string;
  /** The provider's. */
  readonly priceId: string;
  readonly quantity: number;
  readonly periodStartsAt: Date;
  readonly periodEndsAt: Date;
  readonly trialEndsAt: Date | null;
  readonly cancelsAtPeriodEnd: boolean;
  readonly endedAt: Date | null;
  /** Whether it ended for want of money. */
  readonly isUnpaid: boolean;
  readonly card: Card | null;
  readonly openInvoice: OpenInvoice | null;
  /** Of the period in which it is. */
  readonly bill: PeriodBill;
  /** By which a browser pays what is open, or saves a card for later: for its subscriber only, never stored, never logged. */
  readonly clientSecret: string | null;
}

/** What has to be expanded for `subscriptionOf`. */
export const subscriptionExpansion = [
  'latest_invoice.confirmation_secret',
  'pending_setup_intent',
  'default_payment_method',
];

/** The key of our subscription in the metadata of what we make at the provider. */
export const subscriptionKey = 'lyceum_subscription';

const states: Readonly<Record<string, SubscriptionState>> = {
  incomplete: SubscriptionState.INCOMPLETE,
  incomplete_expired: SubscriptionState.INCOMPLETE_EXPIRED,
  trialing: SubscriptionState.TRIALING,
  active: SubscriptionState.ACTIVE,
  past_due: SubscriptionState.PAST_DUE,
  unpaid: SubscriptionState.PAST_DUE,
  paused: SubscriptionState.PAUSED,
  canceled: SubscriptionState.CANCELLED,
};

/** @throws Error for a state that this version of the provider's API does not have, and for a subscription to nothing */
export function subscriptionOf(subscription: StripeSdk.Subscription): ProviderSubscription {
  const [item] = subscription.items.data;
  if (!item) throw new Error(`The subscription ${subscription.id} is to nothing.`);
  const method = subscription.default_payment_method;
  return {
    id: subscription.id,
    subscriptionId: subscription.metadata[subscriptionKey] ?? null,
    state: stateOf(subscription),
    itemId: item.id,
    priceId: item.price.id,
    quantity: item.quantity ?? 1,
    periodStartsAt: momentOf(item.current_period_start),
    periodEndsAt: momentOf(item.current_period_end),
    trialEndsAt: subscription.trial_end === null ? null : momentOf(subscription.trial_end),
    cancelsAtPeriodEnd: subscription.cancel_at_period_end,
    endedAt: subscription.ended_at === null ? null : momentOf(subscription.ended_at),
    isUnpaid: subscription.cancellation_details?.reason === 'payment_failed',
    card: typeof method === 'object' && method ? cardOf(method) : null,
    openInvoice: openInvoiceOf(subscription.latest_invoice),
    bill: billOf(subscription.latest_invoice),
    clientSecret: secretOf(subscription),
  };
}

/** Payments that pause are a state of ours; for the provider it goes on. */
function stateOf({ status, pause_collection }: StripeSdk.Subscription): SubscriptionState {
  const state = states[status];
  if (!state) throw new Error(`The provider has subscriptions that are ${status}.`);
  const goesOn = state === SubscriptionState.ACTIVE || state === SubscriptionState.TRIALING;
  return goesOn && pause_collection ? SubscriptionState.PAUSED : state;
}

/** A renewal is a draft for an hour. */
function billOf(invoice: StripeSdk.Subscription['latest_invoice']): PeriodBill {
  const status = typeof invoice === 'object' && invoice ? invoice.status : null;
  if (status === 'paid') return 'PAID';
  return status === 'draft' ? 'DRAFT' : 'UNPAID';
}

function openInvoiceOf(invoice: StripeSdk.Subscription['latest_invoice']): OpenInvoice | null {
  if (typeof invoice !== 'object' || invoice?.status !== 'open') return null;
  const { id, created, billing_reason: reason, attempted } = invoice;
  return { id, createdAt: momentOf(created), isRenewal: reason === 'subscription_cycle', isAttempted: attempted };
}

function secretOf({ latest_invoice: invoice, pending_setup_intent: setup }: StripeSdk.Subscription): string | null {
  if (typeof invoice === 'object' && invoice?.status === 'open')
    return invoice.confirmation_secret?.client_secret ?? null;
  return typeof setup === 'object' && setup ? setup.client_secret : null;
}

/** One line of a provider's invoice. Minor units; a credit is negative. */
export interface ProviderInvoiceLine {
  readonly title: string;
  readonly net: bigint;
  readonly tax: bigint;
  readonly gross: bigint;
  /** The provider's id of the rate; null where nothing is taxed. */
  readonly taxRateId: string | null;
}

/** An invoice of a subscription. */
export interface ProviderInvoice {
  readonly id: string;
  /** The provider's id of the subscription; null where it is of none. */
  readonly providerId: string | null;
  readonly isPaid: boolean;
  readonly createdAt: Date;
  readonly currency: string;
  /** With tax; negative where more is credited than charged. */
  readonly total: bigint;
  /** What is, or was, to be paid: less what the customer has in credit. */
  readonly due: bigint;
  readonly paid: bigint;
  readonly paidAt: Date | null;
  /** By which it was paid; null where nothing had to be. */
  readonly paymentId: string | null;
  readonly lines: readonly ProviderInvoiceLine[];
}

/** What has to be expanded for `invoiceOf`. */
export const invoiceExpansion = ['payments'];

export function invoiceOf(invoice: StripeSdk.Invoice): ProviderInvoice {
  const currency = invoice.currency.toUpperCase();
  const amount = (minor: number): bigint => fromProvider(minor, currency);
  const paidAt = invoice.status_transitions.paid_at;
  const payment = invoice.payments?.data.find(({ status }) => status === 'paid')?.payment.payment_intent;
  return {
    id: invoice.id,
    providerId: idOf(invoice.parent?.subscription_details?.subscription),
    isPaid: invoice.status === 'paid',
    createdAt: momentOf(invoice.created),
    currency,
    total: amount(invoice.total),
    due: amount(invoice.amount_due),
    paid: amount(invoice.amount_paid),
    paidAt: paidAt === null ? null : momentOf(paidAt),
    paymentId: idOf(payment),
    lines: invoice.lines.data.map((line) => lineOf(line, amount)),
  };
}

function lineOf(
  { amount: price, taxes, description }: StripeSdk.InvoiceLineItem,
  amount: (minor: number) => bigint,
): ProviderInvoiceLine {
  const taxOf = (behavior: string): number =>
    (taxes ?? []).filter(({ tax_behavior }) => tax_behavior === behavior).reduce((sum, tax) => sum + tax.amount, 0);
  const [onTop, inside] = [taxOf('exclusive'), taxOf('inclusive')];
  return {
    title: description ?? '',
    net: amount(price - inside),
    tax: amount(inside + onTop),
    gross: amount(price + onTop),
    taxRateId: taxes?.[0]?.tax_rate_details?.tax_rate ?? null,
  };
}

const momentOf = (seconds: number): Date => new Date(seconds * 1000);
