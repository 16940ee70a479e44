import type StripeSdk from 'stripe';
import type { Scope } from '../../../kit/scope/scope';
import { amountOf } from './payment-provider';
import { ProviderClient } from './provider-client';
import { idOf, orderKey } from './provider-payment';
import { ProviderRefusal } from './provider-refusal';

/** The provider's own page on which people type cards: with it a client needs no code for payments. */
export interface ProviderPage {
  readonly id: string;
  readonly orderId: string | null;
  /** Null once it is over. */
  readonly url: string | null;
  readonly isOpen: boolean;
  /** What was begun on it; null until then. */
  readonly paymentId: string | null;
  readonly setupId: string | null;
}

interface Way {
  readonly customerId: string;
  /** Where people are led afterwards. */
  readonly successUrl: string;
  readonly cancelUrl: string;
}

interface PageLine {
  readonly name: string;
  readonly minor: bigint;
}

export interface NewPage extends Way {
  readonly orderId: string;
  readonly currency: string;
  /** What the buyer pays for each thing, tax included. */
  readonly lines: readonly PageLine[];
  readonly keepsCard: boolean;
  readonly expiresAt: Date;
}

/** Hosted pages (Stripe Checkout Sessions). */
export class PageProvider {
  private readonly client: ProviderClient;

  constructor(scope: Pick<Scope, 'shared'>) {
    this.client = scope.shared(ProviderClient);
  }

  /** A page on which an order is paid. */
  async forOrder({
    orderId,
    customerId,
    currency,
    lines,
    keepsCard,
    expiresAt,
    ...urls
  }: NewPage): Promise<ProviderPage> {
    const metadata = { [orderKey]: orderId };
    return pageOf(
      await this.session('checkout.sessions.create', (stripe) =>
        stripe.checkout.sessions.create(
          {
            ...way({ customerId, ...urls }),
            mode: 'payment',
            client_reference_id: orderId,
            metadata,
            payment_intent_data: { metadata, ...(keepsCard ? { setup_future_usage: 'off_session' as const } : {}) },
            line_items: lines.map((line) => lineItem(line, currency)),
            expires_at: Math.floor(expiresAt.getTime() / 1000),
          },
          { idempotencyKey: `order:${orderId}:page` },
        ),
      ),
    );
  }

  /** A page on which a card is saved. */
  async forCard({
    currency,
    key,
    ...rest
  }: Way & { readonly currency: string; readonly key: string }): Promise<ProviderPage> {
    return pageOf(
      await this.session('checkout.sessions.create', (stripe) =>
        stripe.checkout.sessions.create(
          { ...way(rest), mode: 'setup', currency: currency.toLowerCase() },
          { idempotencyKey: key },
        ),
      ),
    );
  }

  async read(id: string): Promise<ProviderPage> {
    return pageOf(await this.session('checkout.sessions.retrieve', (stripe) => stripe.checkout.sessions.retrieve(id)));
  }

  /** Closes it if it is open still. Returns how it stands then: it may have been paid on in the meantime. */
  async close(id: string, key: string): Promise<ProviderPage> {
    try {
      return pageOf(
        await this.session('checkout.sessions.expire', (stripe) =>
          stripe.checkout.sessions.expire(id, {}, { idempotencyKey: key }),
        ),
      );
    } catch (error) {
      if (error instanceof ProviderRefusal) return this.read(id);
      throw error;
    }
  }

  private session(
    what: string,
    work: (stripe: StripeSdk) => Promise<StripeSdk.Checkout.Session>,
  ): Promise<StripeSdk.Checkout.Session> {
    return this.client.call(what, 'checkout.session', work);
  }
}

function way({ customerId, successUrl, cancelUrl }: Way): StripeSdk.Checkout.SessionCreateParams {
  return { customer: customerId, success_url: successUrl, cancel_url: cancelUrl };
}

function lineItem({ name, minor }: PageLine, currency: string): StripeSdk.Checkout.SessionCreateParams.LineItem {
  const { amount, currency: code } = amountOf({ minor, currency });
  return { quantity: 1, price_data: { currency: code, unit_amount: amount, product_data: { name } } };
}

function pageOf(session: StripeSdk.Checkout.Session): ProviderPage {
  return {
    id: session.id,
    orderId: session.metadata?.[orderKey] ?? null,
    url: session.url,
    isOpen: session.status === 'open',
    paymentId: idOf(session.payment_intent),
    setupId: idOf(session.setup_intent),
  };
}
