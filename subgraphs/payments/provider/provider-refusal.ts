import type StripeSdk from 'stripe';
import { declineOf, type Decline } from './declines';
import { paymentOf, type ProviderPayment } from './provider-payment';

/** The provider's "no", without anything that may not be logged. */
export class ProviderRefusal extends Error {
  override readonly name = 'ProviderRefusal';

  private constructor(
    message: string,
    readonly code: string,
    /** Of a card that was declined. */
    readonly decline: Decline | null,
    /** The payment that is left after the decline. Not enumerable: it has a client secret, and logs write errors whole. */
    readonly payment: ProviderPayment | null,
  ) {
    super(message);
    Object.defineProperty(this, 'payment', { enumerable: false });
  }

  static of(what: string, error: StripeSdk.errors.StripeError): ProviderRefusal {
    const code = error.code ?? error.type;
    const isDecline = error.type === 'StripeCardError';
    const about = [code, error.param, error.requestId].filter(Boolean).join(', ');
    const payment = error.payment_intent ? paymentOf(error.payment_intent) : null;
    return new ProviderRefusal(
      `The provider refused ${what}: ${about}.`,
      code,
      isDecline ? declineOf(error) : null,
      payment,
    );
  }

  /** It is in another state than the one in which this can be done: read it again. */
  get isAboutState(): boolean {
    return /unexpected_state|already|resource_missing/.test(this.code);
  }
}
