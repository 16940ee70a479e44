import type StripeSdk from 'stripe';
import { toProvider } from '../../../kit/money/provider-amounts';
import type { Scope } from '../../../kit/scope/scope';
import { ProviderClient } from './provider-client';
import { orderKey, paymentExpansion, paymentOf, type ProviderPayment } from './provider-payment';
import { ProviderRefusal } from './provider-refusal';

interface Amount {
  readonly minor: bigint;
  readonly currency: string;
}

export interface NewPayment extends Amount {
  readonly orderId: string;
  readonly customerId: string;
  /** Keep the card for the next time. */
  readonly keepsCard: boolean;
}

/** Payments at the provider. Each thing is made under a key of the business: asked for twice, it is made once. */
export class PaymentProvider {
  private readonly client: ProviderClient;

  constructor(scope: Pick<Scope, 'shared'>) {
    this.client = scope.shared(ProviderClient);
  }

  /** A payment that a browser, or `confirm`, goes on with. */
  async begin({ orderId, customerId, keepsCard, ...amount }: NewPayment): Promise<ProviderPayment> {
    const parameters: StripeSdk.PaymentIntentCreateParams = {
      ...amountOf(amount),
      customer: customerId,
      metadata: { [orderKey]: orderId },
      automatic_payment_methods: { enabled: true },
      expand: paymentExpansion,
      ...(keepsCard ? { setup_future_usage: 'off_session' } : {}),
    };
    return paymentOf(
      await this.intent('paymentIntents.create', (stripe) =>
        stripe.paymentIntents.create(parameters, { idempotencyKey: `order:${orderId}:payment` }),
      ),
    );
  }

  /** Charges a saved card. One that is declined leaves the payment waiting for another: that is an answer, no error. */
  async confirm(
    id: string,
    methodId: string,
    { key, returnUrl }: { key: string; returnUrl: string },
  ): Promise<ProviderPayment> {
    try {
      return paymentOf(
        await this.intent('paymentIntents.confirm', (stripe) =>
          stripe.paymentIntents.confirm(
            id,
            { payment_method: methodId, return_url: returnUrl, expand: paymentExpansion },
            { idempotencyKey: key },
          ),
        ),
      );
    } catch (error) {
      if (error instanceof ProviderRefusal && (error.decline || error.isAboutState)) return this.read(id);
      throw error;
    }
  }

  /** As it is now: the only thing that what happens is decided by. */
  async read(id: string): Promise<ProviderPayment> {
    return paymentOf(
      await this.intent('paymentIntents.retrieve', (stripe) =>
        stripe.paymentIntents.retrieve(id, { expand: paymentExpansion }),
      ),
    );
  }

  /** Calls it off if that can be done still. Returns how it stands then: it may have been paid in the meantime. */
  async cancel(id: string, key: string): Promise<ProviderPayment> {
    try {
      return paymentOf(
        await this.intent('paymentIntents.cancel', (stripe) =>
          stripe.paymentIntents.cancel(
            id,
            { cancellation_reason: 'abandoned', expand: paymentExpansion },
            { idempotencyKey: key },
          ),
        ),
      );
    } catch (error) {
      if (error instanceof ProviderRefusal && error.isAboutState) return this.read(id);
      throw error;
    }
  }

  private intent(
    what: string,
    work: (stripe: StripeSdk) => Promise<StripeSdk.PaymentIntent>,
  ): Promise<StripeSdk.PaymentIntent> {
    return this.client.call(what, 'payment_intent', work);
  }
}

/** As the provider writes an amount. */
export function amountOf({ minor, currency }: Amount): { amount: number; currency: string } {
  return { amount: toProvider(minor, currency), currency: currency.toLowerCase() };
}
