import StripeSdk from 'stripe';
import { Viewer } from '../../kit/identity/viewer';
import { closeSubscriptionAccess } from '../../subgraphs/enrollment/subscription/subscription.events';
import { planFactory } from '../../subgraphs/payments/plan/plan.factory';
import { Rhythm } from '../../subgraphs/payments/plan/plan-price.entity';
import { endGrace, reconcileSubscriptions } from '../../subgraphs/payments/subscription/subscription.jobs';
import { password } from '../../subgraphs/users/profile/user.factory';
import type { Lyceum } from '../harness/lyceum';
import { logIn, type Person } from '../harness/people';

const SUBSCRIBE = `mutation ($input: SubscribeInput!) { subscribe(input: $input) { __typename
  ... on Refusal { code } ... on SubscribePayload { subscription { id } } } }`;
const SEE = `query ($id: ID!) { subscription(id: $id) { state trialEndsAt graceEndsAt ending invoices { nodes { total { minor } } } } }`;
const PAY = `mutation ($input: SetSubscriptionPaymentMethodInput!) { setSubscriptionPaymentMethod(input: $input) { __typename } }`;

/** Somebody and their subscription, through the gateway, while time passes. */
export class Membership {
  private subscriptionId = '';
  private keys = 0;

  private constructor(
    private readonly lyceum: Lyceum,
    private readonly member: Person,
    private readonly priceId: string,
    private token: string,
  ) {}

  /** To a plan for the catalogue, 19.00 EUR a month after fourteen days. */
  static async begin(lyceum: Lyceum, member: Person): Promise<Membership> {
    const scope = lyceum.platform.get('payments').scope(Viewer.system);
    const prices = [{ rhythm: Rhythm.MONTHLY, amount: { currency: 'EUR', minor: 1_900n } }];
    const plan = await planFactory(scope, { title: 'Everything', trialDays: 14, prices });
    const query = `query ($id: ID!) { plan(id: $id) { prices { id } } }`;
    const { plan: seen } = await lyceum.ask<{ plan: { prices: { id: string }[] } }>(query, {
      variables: { id: plan.id },
    });
    return new Membership(lyceum, member, seen.prices[0]!.id, member.token);
  }

  get id(): string {
    return this.subscriptionId;
  }

  /** The provider's page on which a card is saved. */
  async cardPage(): Promise<string> {
    const back = `${this.lyceum.url}/graphql`;
    const page = { successUrl: back, cancelUrl: back, currency: 'EUR' };
    const { addPaymentMethod } = await this.ask<{ addPaymentMethod: { pageUrl: string } }>(
      `mutation ($input: AddPaymentMethodInput!) { addPaymentMethod(input: $input) { pageUrl } }`,
      { input: { page, idempotencyKey: this.key() } },
    );
    return addPaymentMethod.pageUrl;
  }

  async newestCard(): Promise<string> {
    const query = `{ me { paymentMethods { id isDefault } } }`;
    const { me } = await this.ask<{ me: { paymentMethods: { id: string; isDefault: boolean }[] } }>(query);
    return (me.paymentMethods.find(({ isDefault }) => !isDefault) ?? me.paymentMethods[0])!.id;
  }

  async subscribe(paymentMethodId: string): Promise<void> {
    const { subscribe } = await this.ask<{ subscribe: { subscription: { id: string } } }>(SUBSCRIBE, {
      input: {
        priceId: this.priceId,
        place: { country: 'US' },
        expectedTotal: '1900',
        receiptEmail: this.member.email,
        paymentMethodId,
        idempotencyKey: this.key(),
      },
    });
    this.subscriptionId = subscribe.subscription.id;
    await this.lyceum.settle();
  }

  async see(): Promise<object> {
    const variables = { id: this.subscriptionId };
    const { subscription } = await this.ask<{ subscription: { invoices: { nodes: object[] } } }>(SEE, variables);
    return { ...subscription, invoices: subscription.invoices.nodes };
  }

  async access(id: string): Promise<object> {
    const query = `query ($id: ID!) { course(id: $id) { access { granted reason via } } }`;
    return (await this.ask<{ course: { access: object } }>(query, { id })).course.access;
  }

  async enroll(courseId: string): Promise<void> {
    await this.ask(
      `mutation ($input: EnrollInput!) { enroll(input: $input) { ... on EnrollPayload { enrollment { id } } } }`,
      {
        input: { courseId },
      },
    );
    await this.lyceum.settle();
  }

  /** From now on their card is declined. */
  async breakCard(): Promise<void> {
    const { stripe } = this;
    const [there] = (await stripe.subscriptions.list({ limit: 1 })).data;
    const customer = there!.customer as string;
    const bad = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer });
    await stripe.subscriptions.update(there!.id, { default_payment_method: bad.id });
  }

  async payWith(paymentMethodId: string): Promise<void> {
    await this.ask(PAY, { input: { id: this.subscriptionId, paymentMethodId, idempotencyKey: this.key() } });
    await this.lyceum.settle();
  }

  async cancel(): Promise<void> {
    const query = `mutation ($input: OwnSubscriptionInput!) { cancelSubscription(input: $input) { subscription { id } } }`;
    await this.ask(query, { input: { id: this.subscriptionId } });
  }

  /** Time passes; what happens by the calendar happens, and the member logs in again. */
  async pass(time: { days: number }): Promise<void> {
    const { lyceum } = this;
    lyceum.house.clock.advance(time);
    await lyceum.settle();
    for (const cron of [reconcileSubscriptions, endGrace])
      await cron.run(lyceum.platform.get('payments').scope(Viewer.system), {});
    await closeSubscriptionAccess.run(lyceum.platform.get('enrollment').scope(Viewer.system), {});
    await lyceum.settle();
    this.token = await logIn(lyceum, this.member.email, password);
  }

  private ask<T = object>(query: string, variables: object = {}): Promise<T> {
    return this.lyceum.ask<T>(query, { token: this.token, variables: { ...variables } });
  }

  private key(): string {
    this.keys += 1;
    return `membership-${this.keys}`;
  }

  private get stripe(): StripeSdk {
    const { stripe } = this.lyceum;
    return new StripeSdk(stripe.secretKey, stripe.sdk);
  }
}
