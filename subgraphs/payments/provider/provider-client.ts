import StripeSdk from 'stripe';
import type { Resources } from '../../../kit/scope/scope';
import { paymentsErrors } from '../payments.errors';
import { ProviderRefusal } from './provider-refusal';

/** Milliseconds for one attempt; the SDK makes up to three, each with the same idempotency key. */
const timeout = 20_000;

/** The provider's SDK, once per process. Nothing of what it throws leaves this folder: it carries cards and client secrets. */
export class ProviderClient {
  private readonly stripe: StripeSdk | null;

  constructor({ config }: Resources) {
    const { STRIPE_SECRET_KEY: key, STRIPE_API_URL: url } = config;
    this.stripe = key ? new StripeSdk(key, { telemetry: false, maxNetworkRetries: 2, timeout, ...placeOf(url) }) : null;
  }

  /** @throws PAYMENTS_UNAVAILABLE when the provider cannot be reached or is not set up, ProviderRefusal for its "no" */
  async call<T extends { readonly object: string }>(
    what: string,
    object: T['object'],
    work: (stripe: StripeSdk) => Promise<T>,
  ): Promise<T> {
    if (!this.stripe) throw paymentsErrors.PAYMENTS_UNAVAILABLE();
    const answer = await work(this.stripe).catch((error: unknown) => {
      throw refusal(what, error);
    });
    // An answer of 404 or 500 without Stripe's own envelope, such as a proxy's, passes for a success in the SDK.
    if (answer.object !== object) throw paymentsErrors.PAYMENTS_UNAVAILABLE();
    return answer;
  }
}

function placeOf(url: string | undefined): StripeSdk.StripeConfig {
  if (!url) return {};
  const { protocol, hostname: host, port } = new URL(url);
  const isSecure = protocol === 'https:';
  return { protocol: isSecure ? 'https' : 'http', host, port: port || (isSecure ? 443 : 80) };
}

function refusal(what: string, error: unknown): Error {
  const { errors } = StripeSdk;
  if (!(error instanceof errors.StripeError)) return error instanceof Error ? error : new Error(String(error));
  const isAway =
    error instanceof errors.StripeConnectionError ||
    error instanceof errors.StripeRateLimitError ||
    error instanceof errors.StripeAPIError;
  if (isAway) return paymentsErrors.PAYMENTS_UNAVAILABLE();
  return ProviderRefusal.of(what, error);
}
