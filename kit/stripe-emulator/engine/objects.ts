import type Stripe from 'stripe';
import type { Reduction } from '../billing/amounts';
import type { SessionPlan } from '../checkout/session-plan';
import type { InvoicePlan, PlannedLine } from '../billing/invoice-plan';

/** Stripe's shape of a thing as it is kept: what it refers to is an id, which is expanded when somebody asks. */
export type Stored<T> = { [K in keyof T]: string extends Extract<T[K], string> ? Unexpanded<T[K]> : T[K] };
type Unexpanded<V> = Exclude<V, { readonly id: string; readonly object: string }>;

/** Decimal numbers are texts on the wire. */
type Plain<T> = { [K in keyof T]: Stripe.Decimal extends T[K] ? Exclude<T[K], Stripe.Decimal> | string : T[K] };

/** A fact that happened, as webhooks tell it. */
export interface StoredEvent {
  readonly id: string;
  readonly object: 'event';
  readonly account?: string;
  readonly api_version: string;
  readonly created: number;
  readonly data: { readonly object: object; readonly previous_attributes?: object };
  readonly livemode: false;
  readonly pending_webhooks: number;
  readonly request: { readonly id: string | null; readonly idempotency_key: string | null };
  readonly type: string;
}

/** Something that happens by itself when its time has come. */
export interface Task {
  readonly id: string;
  readonly object: 'task';
  /** Seconds since 1970. */
  readonly at: number;
  readonly duty: string;
  /** Id of the object that it concerns. */
  readonly subject: string;
  /** The test clock by which it becomes due, where that is not the emulator's own. */
  readonly clock: string | null;
}

/** One attempt after another to tell one endpoint of one event. */
export interface Delivery {
  readonly id: string;
  readonly object: 'delivery';
  readonly event: string;
  readonly endpoint: string;
  /** Milliseconds since 1970. */
  readonly dueAt: number;
  readonly state: 'pending' | 'delivered' | 'failed' | 'dropped';
  readonly attempts: readonly { readonly at: number; readonly status: number | null; readonly error: string | null }[];
}

/** The answer to a request with an idempotency key, for when it comes again. */
export interface KeptAnswer {
  readonly id: string;
  readonly object: 'kept_answer';
  readonly created: number;
  readonly fingerprint: string;
  readonly request: string;
  readonly status: number;
  readonly body: string;
}

/** What became of a payment method, beyond what it shows; it has the method's id. */
export interface MethodHistory {
  readonly id: string;
  readonly object: 'method_history';
  /** It was used without a customer, or detached from one: it is worth nothing any more. */
  readonly isSpent: boolean;
  /** Its owner authenticated it for later payments. */
  readonly isSetUp: boolean;
}

/** What only the owner of an endpoint knows; it has the endpoint's id. */
export interface EndpointSecret {
  readonly id: string;
  readonly object: 'endpoint_secret';
  readonly secret: string;
  /** It hears of connected accounts instead of the platform's own. */
  readonly isConnect: boolean;
}

/** What a checkout session sells and makes, beyond what it shows; it has the session's id. */
export interface CheckoutPlan extends SessionPlan {
  readonly id: string;
  readonly object: 'checkout_plan';
}

/** What a discount takes away, whatever becomes of its coupon; it has the discount's id. */
export interface KeptReduction extends Reduction {
  readonly object: 'reduction';
  /** Null: of any. */
  readonly currency: string | null;
  /** It reduces one invoice. */
  readonly isOnce: boolean;
}

/** What an invoice is counted from; it has the invoice's id. */
export interface KeptInvoicePlan extends InvoicePlan {
  readonly object: 'invoice_plan';
}

/** The line of an invoice item, as its invoice will have it; it has the item's id. */
export interface PendingLine extends PlannedLine {
  readonly object: 'pending_line';
  readonly lineId: string;
}

/** The invoice that a payment is for; it has the payment intent's id. */
export interface InvoiceIntent {
  readonly id: string;
  readonly object: 'invoice_intent';
  readonly invoice: string;
}

/** The page on which the owner of an account says who they are; it opens once. Its id is in its URL. */
export interface OnboardingLink {
  readonly id: string;
  readonly object: 'onboarding_link';
  readonly account: string;
  readonly expires_at: number;
  readonly return_url: string;
  readonly refresh_url: string;
  readonly isUsed: boolean;
}

/** By which payout a movement left the balance; it has the movement's id. */
export interface PaidOut {
  readonly id: string;
  readonly object: 'paid_out';
  readonly payout: string;
}

/** Everything that is kept, by the name that its `object` says. */
export interface StripeObjects {
  customer: Stored<Stripe.Customer>;
  payment_method: Stored<Stripe.PaymentMethod>;
  payment_intent: Stored<Stripe.PaymentIntent>;
  setup_intent: Stored<Stripe.SetupIntent>;
  product: Stored<Stripe.Product>;
  price: Plain<Stored<Stripe.Price>>;
  coupon: Stored<Stripe.Coupon>;
  promotion_code: Stored<Stripe.PromotionCode>;
  discount: Stored<Stripe.Discount>;
  reduction: KeptReduction;
  tax_rate: Stored<Stripe.TaxRate>;
  subscription: Stored<Stripe.Subscription>;
  invoice: Stored<Stripe.Invoice>;
  invoice_plan: KeptInvoicePlan;
  invoice_intent: InvoiceIntent;
  pending_line: PendingLine;
  invoiceitem: Plain<Stored<Stripe.InvoiceItem>>;
  invoice_payment: Stored<Stripe.InvoicePayment>;
  credit_note: Stored<Stripe.CreditNote>;
  'test_helpers.test_clock': Stored<Stripe.TestHelpers.TestClock>;
  'billing_portal.configuration': Stored<Stripe.BillingPortal.Configuration>;
  'billing_portal.session': Stored<Stripe.BillingPortal.Session>;
  'checkout.session': Stored<Stripe.Checkout.Session>;
  checkout_plan: CheckoutPlan;
  charge: Stored<Stripe.Charge>;
  refund: Stored<Stripe.Refund>;
  dispute: Stored<Stripe.Dispute>;
  balance_transaction: Stored<Stripe.BalanceTransaction>;
  account: Stored<Stripe.Account>;
  onboarding_link: OnboardingLink;
  transfer: Stored<Stripe.Transfer>;
  transfer_reversal: Stored<Stripe.TransferReversal>;
  payout: Stored<Stripe.Payout>;
  paid_out: PaidOut;
  webhook_endpoint: Stored<Stripe.WebhookEndpoint>;
  event: StoredEvent;
  task: Task;
  delivery: Delivery;
  kept_answer: KeptAnswer;
  method_history: MethodHistory;
  endpoint_secret: EndpointSecret;
}

export type ObjectName = keyof StripeObjects;
export type Kept<N extends ObjectName> = StripeObjects[N];

/** The id of what a field refers to, expanded or not. */
export function idOf(reference: string | { readonly id: string }): string;
export function idOf(reference: string | { readonly id: string } | null | undefined): string | null;
export function idOf(reference: string | { readonly id: string } | null | undefined): string | null {
  return typeof reference === 'object' ? (reference?.id ?? null) : (reference ?? null);
}
