import type { Viewer } from '../../../kit/identity/viewer';
import { planFactory, type planPrices } from '../plan/plan.factory';
import type { Plan } from '../plan/plan.entity';
import { PlanPrice, Rhythm } from '../plan/plan-price.entity';
import { remindOfRenewals } from '../subscription/letter.jobs';
import type { SubscribeInput } from '../subscription/subscription.input';
import { endGrace, reconcileSubscriptions } from '../subscription/subscription.jobs';
import { taxNextPeriods } from '../subscription/subscription.taxes';
import type { Till } from './till';

const SUBSCRIPTION = `id state quantity cancelsAtPeriodEnd trialEndsAt periodEndsAt graceEndsAt opensUntil endedAt ending note
  plan { title } price { id amount { minor } } seats { nodes { id user { id } } }
  invoices { nodes { number total { minor } tax { minor } net { minor } lines { title rate jurisdiction reverseCharge } } }`;

export interface ShownSubscription {
  readonly id: string;
  readonly state: string;
  readonly quantity: number;
  readonly cancelsAtPeriodEnd: boolean;
  readonly trialEndsAt: string | null;
  readonly periodEndsAt: string | null;
  readonly graceEndsAt: string | null;
  readonly opensUntil: string | null;
  readonly endedAt: string | null;
  readonly ending: string | null;
  readonly note: string | null;
  readonly price: { readonly id: string };
  readonly seats: readonly { id: string; user: { id: string } }[];
  readonly invoices: readonly {
    readonly number: string;
    readonly total: { minor: string };
    readonly tax: { minor: string };
    readonly lines: readonly { readonly rate: string }[];
  }[];
}

export interface Subscribed {
  readonly __typename: string;
  readonly code?: string;
  readonly clientSecret: string | null;
  readonly subscription: ShownSubscription;
}

const refusals = `... on Refusal { code message }`;
const members: Readonly<Record<string, string>> = {
  subscribe: `__typename ${refusals} ... on SubscribePayload { clientSecret subscription { ${SUBSCRIPTION} } }
    ... on AlreadySubscribed { subscription { ${SUBSCRIPTION} } } ... on SubscriptionPriceDiffers { quote { total { minor } trialDays } }`,
  resumeSubscription: `__typename ${refusals} ... on ResumeSubscriptionPayload { subscription { ${SUBSCRIPTION} } }`,
  setSubscriptionPaymentMethod: `__typename ${refusals} ... on SetSubscriptionPaymentMethodPayload { clientSecret subscription { ${SUBSCRIPTION} } }`,
  changeSubscription: `__typename ${refusals} ... on ChangeSubscriptionPayload { subscription { ${SUBSCRIPTION} } }
    ... on SubscriptionChangeDiffers { preview { at total { minor } } } ... on SeatsTaken { taken }`,
  assignSubscriptionSeat: `__typename ${refusals} ... on AssignSubscriptionSeatPayload { subscription { ${SUBSCRIPTION} } seat { id } }
    ... on SeatsTaken { taken }`,
};
const inputs: Readonly<Record<string, string>> = {
  subscribe: 'SubscribeInput',
  previewSubscriptionChange: 'SubscriptionChangeInput',
  setSubscriptionPaymentMethod: 'SetSubscriptionPaymentMethodInput',
  changeSubscription: 'ChangeSubscriptionInput',
  endSubscription: 'EndSubscriptionInput',
  setSubscriptionPlace: 'SetSubscriptionPlaceInput',
  assignSubscriptionSeat: 'SubscriptionSeatInput',
  unassignSubscriptionSeat: 'SubscriptionSeatInput',
};

interface Nodes {
  readonly nodes: readonly object[];
}

/** With the first pages of its lists in their place. */
function shown<T>(subscription: T): T {
  const { seats, invoices } = subscription as unknown as { seats: Nodes; invoices: Nodes };
  return { ...subscription, seats: seats.nodes, invoices: invoices.nodes };
}

type Given = Partial<Omit<SubscribeInput, 'expectedTotal'>> & { expectedTotal?: string };

/** People who subscribe, through the graph. */
export class Club {
  private keys = 0;

  constructor(private readonly till: Till) {}

  /** For 20.00 EUR a month and 200.00 EUR a year, unless told otherwise. */
  async plan(given: Partial<Plan> & { prices?: typeof planPrices } = {}): Promise<Plan> {
    const [plan] = await this.till.house.make(planFactory, [given]);
    return plan!;
  }

  async priceOf({ id: planId }: Plan, rhythm = Rhythm.MONTHLY, currency = 'EUR'): Promise<string> {
    const price = { planId, rhythm, currency };
    return (await this.till.house.as().db.findOneByOrFail(PlanPrice, price)).id;
  }

  key(): string {
    this.keys += 1;
    return `key-${this.keys}`;
  }

  async input(plan: Plan, given: Given = {}): Promise<object> {
    return {
      priceId: await this.priceOf(plan),
      place: { country: 'US' },
      expectedTotal: '2000',
      receiptEmail: 'subscriber@example.test',
      idempotencyKey: this.key(),
      ...given,
    };
  }

  /** One of the mutations. */
  async mutate<T = Subscribed>(viewer: Viewer, name: string, input: object): Promise<T> {
    const fields = members[name] ?? `subscription { ${SUBSCRIPTION} }`;
    const type = inputs[name] ?? 'OwnSubscriptionInput';
    const query = `mutation ($input: ${type}!) { outcome: ${name}(input: $input) { ${fields} } }`;
    const { outcome } = await this.till.house.data<{ outcome: T & object }>(query, { viewer, variables: { input } });
    return 'subscription' in outcome ? { ...outcome, subscription: shown(outcome.subscription) } : outcome;
  }

  /** By a saved card unless told otherwise; everything due has happened. */
  async subscribe(viewer: Viewer, plan: Plan, given: Given & { card?: string | null } = {}): Promise<Subscribed> {
    const { card = 'pm_card_visa', ...input } = given;
    const paymentMethodId = card === null ? null : await this.till.saveCard(viewer, card);
    const made = await this.mutate(viewer, 'subscribe', await this.input(plan, { paymentMethodId, ...input }));
    await this.settle();
    return made;
  }

  async see(viewer: Viewer, id: string): Promise<ShownSubscription | null> {
    const query = `query ($id: ID!) { subscription(id: $id) { ${SUBSCRIPTION} } }`;
    const data = await this.till.house.data<{ subscription: ShownSubscription | null }>(query, {
      viewer,
      variables: { id },
    });
    return data.subscription && shown(data.subscription);
  }

  /** Moves the clock; everything due happens, also what happens by the calendar. */
  async pass(days: number): Promise<void> {
    this.till.house.clock.advance({ days });
    await this.settle();
  }

  /** What one test leaves is not renewed in the next. */
  async endAll(): Promise<void> {
    const { data } = await this.till.stripe.subscriptions.list({ limit: 100 });
    for (const { id } of data) await this.till.stripe.subscriptions.cancel(id);
    await this.quiet();
    this.till.house.house.mailer.letters.length = 0;
  }

  async settle(): Promise<void> {
    await this.quiet();
    for (const cron of [endGrace, reconcileSubscriptions, remindOfRenewals, taxNextPeriods])
      await cron.run(this.till.house.as(), {});
    await this.quiet();
  }

  /** Until nothing is on its way any more, there or here. */
  private async quiet(): Promise<void> {
    const { house, emulator } = this.till;
    for (;;) {
      await emulator.control.settle();
      if (!(await house.subgraph.worker.hasDue())) return;
      await house.settle();
    }
  }

  /** Letters to the subscriber, by their subjects, oldest first. */
  letters(): string[] {
    return this.till.house.house.mailer.letters.map(({ subject }) => subject);
  }
}
