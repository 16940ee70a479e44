import { randomUUID } from 'node:crypto';
import StripeSdk from 'stripe';
import type { CourseFacts } from '../../../kit/events/catalog';
import { ViewerSeal, viewerHeader } from '../../../kit/identity/signed-viewer';
import { Viewer } from '../../../kit/identity/viewer';
import type { Letter, StripeEmulator } from '../../../kit/stripe-emulator';
import { ManualClock } from '../../../kit/scope/clock';
import { subgraphTest, type SubgraphTest } from '../../../kit/testing/subgraph-test';
import { openTestStripe, type TestStripe } from '../../../kit/testing/test-stripe';
import { person } from '../../../kit/testing/viewers';
import { payments } from '..';
import { courseFactory } from '../course/course.factory';
import type { CheckoutInput } from '../checkout/checkout.input';

const ORDER = `order { id state expiresAt paidAt total { minor currency } discount { minor } tax { minor }
  lines { id title state refusal total { minor } refunded { minor } enrollment { id } }
  payment { state decline { reason message } card { brand last4 } } }`;

export const CHECKOUT = `mutation ($input: CheckoutInput!) { checkout(input: $input) { __typename
  ... on Refusal { code message } ... on AlreadyOwned { courses { id } } ... on CouponRefused { couponCode reason }
  ... on PriceChanged { quote { total { minor currency } lines { listPrice { minor } } } }
  ... on AmountTooSmall { minimum { minor currency } }
  ... on CheckoutPayload { clientSecret pageUrl ${ORDER} } } }`;

export interface ShownOrder {
  readonly id: string;
  readonly state: string;
  readonly total: { minor: string; currency: string };
  readonly lines: readonly { id: string; title: string; state: string; refusal: string | null }[];
  readonly payment: { state: string; decline: { reason: string; message: string } | null; card: unknown } | null;
}

export interface Outcome {
  readonly __typename: string;
  readonly clientSecret: string | null;
  readonly pageUrl: string | null;
  readonly order: ShownOrder;
  readonly quote: { total: { minor: string } };
}

type Given = Omit<Partial<CheckoutInput>, 'payment' | 'expectedTotal'> & { payment?: object; expectedTotal?: string };

const endpoint = 'http://product.test/payments/webhooks/stripe';

/** At Stripe each endpoint has a secret; the emulator has one for all. */
export const secretOfConnect = 'whsec_of_the_endpoint_for_connected_accounts';

/** The payments subgraph with a Stripe of its own, and people who buy there. */
export class Till {
  readonly house: SubgraphTest;
  private readonly settings = {};
  private opened: TestStripe | null = null;
  private purchases = 0;

  constructor(settings: ConstructorParameters<typeof SubgraphTest>[1] = {}) {
    Object.assign(this.settings, settings);
    beforeAll(async () => {
      this.opened = await openTestStripe(
        { webhooks: [endpoint, { url: endpoint, connect: true }], deliver: (letter) => this.post(letter) },
        new ManualClock(),
      );
      const secrets = [secretOfConnect, this.emulator.webhookSecret];
      Object.assign(this.settings, this.emulator.settings, { STRIPE_WEBHOOK_SECRET: secrets.join(',') });
    });
    this.house = subgraphTest(payments, this.settings);
    beforeAll(() => this.opened!.followClock(this.house.clock));
    afterAll(() => this.opened?.emulator.close());
  }

  get emulator(): StripeEmulator {
    if (!this.opened) throw new Error('Stripe opens in beforeAll.');
    return this.opened.emulator;
  }

  /** What a browser or the provider's own staff do with Stripe. */
  get stripe(): StripeSdk {
    return new StripeSdk(this.emulator.secretKey, this.emulator.sdk);
  }

  /** Hands over a webhook, as the gateway does. @returns the status */
  async post({ headers, body }: Pick<Letter, 'headers' | 'body'>): Promise<number> {
    const routes = await this.house.subgraph.publicRoutes();
    const seal = await new ViewerSeal(this.house.house.secrets, this.house.clock).sign(Viewer.anonymous);
    const answer = await routes!.inject({
      method: 'POST',
      url: '/payments/webhooks/stripe',
      headers: { ...headers, [viewerHeader]: seal },
      payload: body,
    });
    return answer.statusCode;
  }

  /** Everything that is due happens, there and here. */
  async settle(): Promise<void> {
    for (let round = 0; round < 4; round += 1) {
      await this.emulator.control.settle();
      await this.house.settle();
    }
  }

  async course(given: Partial<CourseFacts> = {}): Promise<CourseFacts> {
    const [made] = await this.house.make(courseFactory, [given]);
    return made!;
  }

  buyer(): Viewer {
    return person(randomUUID());
  }

  input(courseIds: readonly string[], given: Given = {}): object {
    this.purchases += 1;
    return {
      items: courseIds.map((courseId) => ({ courseId })),
      currency: 'EUR',
      place: { country: 'US' },
      expectedTotal: String(4900 * courseIds.length),
      receiptEmail: 'buyer@example.test',
      idempotencyKey: `purchase-${this.purchases}`,
      ...given,
    };
  }

  async checkout(viewer: Viewer, input: object): Promise<Outcome> {
    const { checkout } = await this.house.data<{ checkout: Outcome }>(CHECKOUT, { viewer, variables: { input } });
    return checkout;
  }

  /** An order of 49.00 EUR for one course, unless told otherwise, that waits for its payment. */
  async order(viewer: Viewer, courseIds: readonly string[], given: Given = {}): Promise<Outcome> {
    const outcome = await this.checkout(viewer, this.input(courseIds, given));
    if (outcome.__typename !== 'CheckoutPayload') throw new Error(JSON.stringify(outcome));
    return outcome;
  }

  async see(viewer: Viewer, id: string): Promise<ShownOrder> {
    const { order } = await this.house.data<{ order: ShownOrder }>(
      `query ($id: ID!) { ${ORDER.replace('order', 'order(id: $id)')} }`,
      {
        viewer,
        variables: { id },
      },
    );
    return order;
  }

  /** The browser pays with a test card. */
  async pay({ clientSecret }: { readonly clientSecret: string | null }, card = 'pm_card_visa'): Promise<void> {
    await this.stripe.paymentIntents
      .confirm(intentOf(clientSecret), { payment_method: card, return_url: 'https://lyceum.test/' })
      .catch((error: unknown) => {
        if (!(error instanceof StripeSdk.errors.StripeCardError)) throw error;
      });
  }

  /** Somebody types a card on the provider's page. */
  async payOnPage(url: string | null, number = '4242 4242 4242 4242'): Promise<void> {
    const body = new URLSearchParams({ email: 'buyer@example.test', number, expiry: '12 / 44', cvc: '123' });
    const { status } = await fetch(url!, { method: 'POST', body, redirect: 'manual' });
    if (status !== 303) throw new Error(`The page answers ${status}.`);
  }

  /** Saves a card, as a browser does. @returns its id here */
  async saveCard(viewer: Viewer, card = 'pm_card_visa'): Promise<string> {
    this.purchases += 1;
    const input = { idempotencyKey: `card-${this.purchases}` };
    const { addPaymentMethod: begun } = await this.house.data<{ addPaymentMethod: { setupId: string } }>(
      `mutation ($input: AddPaymentMethodInput!) { addPaymentMethod(input: $input) { setupId clientSecret } }`,
      { viewer, variables: { input } },
    );
    await this.stripe.setupIntents.confirm(begun.setupId, {
      payment_method: card,
      return_url: 'https://lyceum.test/',
    });
    const { confirmPaymentMethod } = await this.house.data<{ confirmPaymentMethod: { paymentMethod: { id: string } } }>(
      `mutation ($input: ConfirmPaymentMethodInput!) { confirmPaymentMethod(input: $input) { paymentMethod { id } } }`,
      { viewer, variables: { input: { setupId: begun.setupId } } },
    );
    return confirmPaymentMethod.paymentMethod.id;
  }

  /** What enrollment would answer. */
  async answer(order: ShownOrder, refusal: 'COURSE_FULL' | null = null): Promise<void> {
    for (const { id: lineId } of order.lines) {
      const line = { orderId: order.id, lineId };
      if (refusal) await this.house.deliver('order.line.refused', { ...line, reason: refusal });
      else
        await this.house.deliver('order.line.fulfilled', { ...line, entitlementId: randomUUID(), enrollmentId: null });
    }
  }
}

export function intentOf(clientSecret: string | null): string {
  return clientSecret!.split('_secret_')[0]!;
}
