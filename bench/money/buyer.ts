import type StripeSdk from 'stripe';
import type { Secrets } from '../../kit/config/secrets';
import { ViewerSeal, viewerHeader } from '../../kit/identity/signed-viewer';
import { systemClock } from '../../kit/scope/clock';
import type { Scope } from '../../kit/scope/scope';
import { person } from '../../kit/testing/viewers';

export type Way = 'CARD' | 'FREE';

interface Given {
  /** Of payments, as the gateway asks it. */
  readonly url: string;
  readonly secrets: Secrets;
  /** What the buyer's browser speaks with. */
  readonly stripe: StripeSdk;
  readonly scope: Scope;
  readonly courseId: string;
  /** Makes it cost nothing. */
  readonly coupon: string;
}

interface Answer {
  readonly data?: {
    readonly checkout: {
      readonly __typename: string;
      readonly clientSecret: string | null;
      readonly order: { readonly id: string };
    };
  };
}

const CHECKOUT = `mutation ($input: CheckoutInput!) { checkout(input: $input) { __typename
  ... on CheckoutPayload { clientSecret order { id } } } }`;

/** Buys, and waits until it is paid. */
export class Buyer {
  private readonly waiting = new Map<string, () => void>();
  private looking: Promise<void> | null = null;

  constructor(private readonly given: Given) {}

  /** @returns milliseconds until the checkout was answered, and until the order was paid */
  async buy(userId: string, way: Way): Promise<{ answered: number; paid: number }> {
    const begun = performance.now();
    const { clientSecret, order } = await this.checkout(userId, way);
    const answered = performance.now() - begun;
    if (clientSecret) {
      const intentId = clientSecret.split('_secret_')[0]!;
      const by = { payment_method: 'pm_card_visa', return_url: 'https://lyceum.test/' };
      await this.given.stripe.paymentIntents.confirm(intentId, by);
    }
    await this.paid(order.id);
    return { answered, paid: performance.now() - begun };
  }

  private async checkout(userId: string, way: Way): Promise<NonNullable<Answer['data']>['checkout']> {
    const { url, secrets, courseId, coupon } = this.given;
    const input = {
      items: [{ courseId }],
      currency: 'EUR',
      place: { country: 'DE' },
      receiptEmail: 'buyer@example.test',
      idempotencyKey: userId,
      ...(way === 'CARD' ? { expectedTotal: '4900' } : { expectedTotal: '0', couponCodes: [coupon] }),
    };
    const seal = await new ViewerSeal(secrets, systemClock).sign(person(userId));
    const headers = { 'content-type': 'application/json', [viewerHeader]: seal };
    const body = JSON.stringify({ query: CHECKOUT, variables: { input } });
    const answer = await fetch(url, { method: 'POST', headers, body });
    const text = await answer.text();
    const checkout = (JSON.parse(text) as Answer).data?.checkout;
    if (checkout?.__typename !== 'CheckoutPayload') throw new Error(text);
    return checkout;
  }

  private paid(orderId: string): Promise<void> {
    const paid = new Promise<void>((resolve) => this.waiting.set(orderId, resolve));
    this.looking ??= this.look();
    return paid;
  }

  /** One look for all who wait, again and again. */
  private async look(): Promise<void> {
    while (this.waiting.size > 0) {
      const rows = await this.given.scope.db.query<{ id: string }[]>(PAID, [[...this.waiting.keys()]]);
      for (const { id } of rows) {
        this.waiting.get(id)?.();
        this.waiting.delete(id);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    this.looking = null;
  }
}

const PAID = `SELECT id FROM customer_order WHERE id = ANY($1::uuid[]) AND paid_at IS NOT NULL`;
