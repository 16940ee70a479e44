import StripeSdk from 'stripe';
import type { Viewer } from '../../kit/identity/viewer';
import type { Bought, Market } from './market';

const CHECKOUT = `mutation ($input: CheckoutInput!) { checkout(input: $input) { __typename
  ... on CheckoutPayload { clientSecret order { id } } } }`;

interface Outcome {
  readonly __typename: string;
  readonly clientSecret: string | null;
  readonly order: { readonly id: string };
}

/** Orders one course; asked for again with the same key it is the same order. */
export async function buy(market: Market, viewer: Viewer, courseId: string, given: object = {}): Promise<Bought> {
  const input = {
    items: [{ courseId }],
    currency: 'EUR',
    place: { country: 'US' },
    expectedTotal: '4900',
    receiptEmail: 'buyer@example.test',
    idempotencyKey: courseId,
    ...given,
  };
  const { checkout } = await market.ask<{ checkout: Outcome }>(CHECKOUT, viewer, { input });
  if (checkout.__typename !== 'CheckoutPayload') throw new Error(checkout.__typename);
  return { orderId: checkout.order.id, intentId: checkout.clientSecret?.split('_secret_')[0] ?? '' };
}

/** The browser pays with a test card. */
export async function pay(market: Market, { intentId }: Bought, card = 'pm_card_visa'): Promise<void> {
  await market.stripe.paymentIntents
    .confirm(intentId, { payment_method: card, return_url: 'https://lyceum.test/' })
    .catch((error: unknown) => {
      if (!(error instanceof StripeSdk.errors.StripeCardError)) throw error;
    });
}

/** For all, so many at a time as a pool of connections has room for. */
export async function mapSome<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let at = 0; at < all.length; at += 20) done.push(...(await Promise.all(all.slice(at, at + 20).map(work))));
  return done;
}
