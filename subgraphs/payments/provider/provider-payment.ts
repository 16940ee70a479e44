import type StripeSdk from 'stripe';
import { fromProvider } from '../../../kit/money/provider-amounts';
import { declineOf, type Decline } from './declines';
import { cardOf, type Card } from './provider-card';

/** Where a payment stands, by the provider's word. */
export enum PaymentState {
  REQUIRES_PAYMENT_METHOD = 'REQUIRES_PAYMENT_METHOD',
  REQUIRES_ACTION = 'REQUIRES_ACTION',
  PROCESSING = 'PROCESSING',
  SUCCEEDED = 'SUCCEEDED',
  CANCELLED = 'CANCELLED',
}

/** What the provider knows of a payment, in the house's own words. */
export interface ProviderPayment {
  readonly id: string;
  /** Ours, as we told the provider; null where it was not made for an order. */
  readonly orderId: string | null;
  readonly customerId: string | null;
  readonly state: PaymentState;
  readonly currency: string;
  readonly minor: bigint;
  readonly receivedMinor: bigint;
  readonly capturedAt: Date | null;
  readonly chargeId: string | null;
  /** The last attempt's; null after one that succeeded. */
  readonly decline: Decline | null;
  readonly card: Card | null;
  /** By which a browser goes on with it: for its buyer only, never stored, never logged. */
  readonly clientSecret: string | null;
}

/** What has to be expanded for `paymentOf`. */
export const paymentExpansion = ['latest_charge', 'payment_method'];

const states: Readonly<Record<string, PaymentState>> = {
  requires_payment_method: PaymentState.REQUIRES_PAYMENT_METHOD,
  requires_confirmation: PaymentState.REQUIRES_ACTION,
  requires_action: PaymentState.REQUIRES_ACTION,
  requires_capture: PaymentState.PROCESSING,
  processing: PaymentState.PROCESSING,
  succeeded: PaymentState.SUCCEEDED,
  canceled: PaymentState.CANCELLED,
};

/** The key of our order in the metadata of what we make at the provider. */
export const orderKey = 'lyceum_order';

/** @throws Error for a state that this version of the provider's API does not have */
export function paymentOf(intent: StripeSdk.PaymentIntent): ProviderPayment {
  const state = states[intent.status];
  if (!state) throw new Error(`The provider has payments that are ${intent.status}.`);
  const currency = intent.currency.toUpperCase();
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null;
  const isDeclined = state !== PaymentState.SUCCEEDED && intent.last_payment_error !== null;
  return {
    id: intent.id,
    orderId: intent.metadata[orderKey] ?? null,
    customerId: idOf(intent.customer),
    state,
    currency,
    minor: fromProvider(intent.amount, currency),
    receivedMinor: fromProvider(intent.amount_received, currency),
    capturedAt: charge?.captured ? new Date(charge.created * 1000) : null,
    chargeId: idOf(intent.latest_charge),
    decline: isDeclined ? declineOf(intent.last_payment_error ?? {}) : null,
    card: typeof intent.payment_method === 'object' && intent.payment_method ? cardOf(intent.payment_method) : null,
    clientSecret: intent.client_secret,
  };
}

export function idOf(reference: string | { readonly id: string } | null | undefined): string | null {
  return typeof reference === 'string' ? reference : (reference?.id ?? null);
}
