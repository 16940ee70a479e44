import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../kit/identity/viewer';
import { administrator } from '../../../kit/testing/viewers';
import { PlanPrice, Rhythm } from '../plan/plan-price.entity';
import { Club, type ShownSubscription, type Subscribed } from '../testing/club';
import { Till } from '../testing/till';

const till = new Till();
const { house } = till;
const club = new Club(till);
const admin = administrator(randomUUID());
afterEach(() => club.endAll());

const PREVIEW = `query ($input: SubscriptionChangeInput!) { preview: previewSubscriptionChange(input: $input) { __typename
  ... on Refusal { code } ... on SubscriptionChangePreview { at total { minor } dueNow { minor } lines { title amount { minor } } } } }`;

interface Preview {
  readonly code?: string;
  readonly at: string;
  readonly total: { minor: string };
  readonly dueNow: { minor: string };
  readonly lines: readonly { title: string; amount: { minor: string } }[];
}

const preview = async (viewer: Viewer, input: object): Promise<Preview> =>
  (await house.data<{ preview: Preview }>(PREVIEW, { viewer, variables: { input } })).preview;

async function change(viewer: Viewer, input: object, seen?: Preview) {
  const { at, total } = seen ?? (await preview(viewer, input));
  const asked = { ...input, at, expectedTotal: total.minor, idempotencyKey: club.key() };
  const outcome = await club.mutate(viewer, 'changeSubscription', asked);
  await club.settle();
  return outcome;
}

/** A team of two seats for 40.00 EUR a month, half of which is over. */
async function team(quantity = 2): Promise<{ buyer: Viewer; subscription: ShownSubscription; priceId: string }> {
  const buyer = till.buyer();
  const plan = await club.plan({ hasSeats: true });
  const priceId = await club.priceOf(plan);
  house.clock.set('2026-04-01T00:00:00Z');
  const given = { quantity, expectedTotal: String(2_000 * quantity) };
  const { subscription } = await club.subscribe(buyer, plan, given);
  house.clock.set('2026-04-16T00:00:00Z');
  return { buyer, subscription, priceId };
}

const totals = ({ subscription }: Pick<Subscribed, 'subscription'>) =>
  subscription.invoices.map(({ total }) => total.minor);

/** What the ledger says of all subscriptions, and that it is in balance. */
async function book(): Promise<Record<string, number>> {
  const rows = await house.as().db.query<{ account: string; minor: string }[]>(
    `SELECT account, sum(minor)::text AS minor FROM ledger_entry JOIN ledger_transaction ON ledger_transaction.id = transaction_id
      WHERE cause_kind = 'SUBSCRIPTION' GROUP BY 1 HAVING sum(minor) <> 0`,
  );
  const balances = Object.fromEntries(rows.map(({ account, minor }) => [account, Number(minor)]));
  expect(Object.values(balances).reduce((sum, minor) => sum + minor, 0)).toBe(0);
  return balances;
}
const difference = (before: Record<string, number>, after: Record<string, number>) =>
  Object.fromEntries(
    Object.keys({ ...before, ...after })
      .map((account) => [account, (after[account] ?? 0) - (before[account] ?? 0)] as const)
      .filter(([, minor]) => minor !== 0),
  );

describe('a change', () => {
  it('costs what the preview says, to the cent, and nothing happens before', async () => {
    const { buyer, subscription, priceId } = await team();
    const input = { id: subscription.id, priceId, quantity: 4 };
    const seen = await preview(buyer, input);
    expect(seen).toMatchObject({ total: { minor: '2000' }, dueNow: { minor: '2000' } });
    expect(seen.lines.map(({ amount }) => amount.minor)).toEqual(['-2000', '4000']);
    expect(await club.see(buyer, subscription.id)).toMatchObject({ quantity: 2, invoices: [{}] });
    const changed = await change(buyer, input, seen);
    expect(changed).toMatchObject({ subscription: { quantity: 4, periodEndsAt: subscription.periodEndsAt } });
    expect(totals(changed)).toEqual(['2000', '4000']);
    expect(totals(await change(buyer, input, seen))).toEqual(['2000', '4000']);
  });

  it('is refused where what was seen is not what it costs now, and where the preview is old', async () => {
    const { buyer, subscription, priceId } = await team();
    const input = { id: subscription.id, priceId, quantity: 4 };
    const seen = await preview(buyer, input);
    expect(await change(buyer, input, { ...seen, total: { minor: '1999' } })).toMatchObject({
      code: 'SUBSCRIPTION_CHANGE_DIFFERS',
      preview: { total: { minor: '2000' } },
    });
    house.clock.advance({ days: 5 });
    expect(await change(buyer, input, seen)).toMatchObject({ code: 'SUBSCRIPTION_CHANGE_DIFFERS' });
    expect(await club.see(buyer, subscription.id)).toMatchObject({ quantity: 2, invoices: [{}] });
  });

  it('Ledger: to less leaves a credit, which the next payments use up; the platform earns what was used', async () => {
    const before = await book();
    const { buyer, subscription, priceId } = await team(5);
    const changed = await change(buyer, { id: subscription.id, priceId, quantity: 1 });
    expect(totals(changed)).toEqual(['-4000', '10000']);
    expect(difference(before, await book())).toEqual({
      'provider:clearing': 10_000,
      'platform:revenue': -6_000,
      'subscribers:credit': -4_000,
    });
    house.clock.set('2026-05-01T02:00:00Z');
    await club.settle();
    expect(difference(before, await book())).toEqual({
      'provider:clearing': 10_000,
      'platform:revenue': -8_000,
      'subscribers:credit': -2_000,
    });
  });

  it('from months to years begins a period at once, less what was paid; yearly prices stay in their currency', async () => {
    const buyer = till.buyer();
    const plan = await club.plan();
    house.clock.set('2026-06-01T00:00:00Z');
    const { subscription } = await club.subscribe(buyer, plan);
    house.clock.set('2026-06-16T00:00:00Z');
    const changed = await change(buyer, { id: subscription.id, priceId: await club.priceOf(plan, Rhythm.YEARLY) });
    expect(totals(changed)).toEqual(['19000', '2000']);
    expect(changed.subscription).toMatchObject({ state: 'ACTIVE', periodEndsAt: '2027-06-16T00:00:00.000Z' });
  });

  it('to another plan opens the courses of that, and closes those of the other', async () => {
    const buyer = till.buyer();
    const [{ courseId: one }, { courseId: other }] = [await till.course(), await till.course()];
    const [from, to, theirs] = [
      await club.plan({ courseIds: [one] }),
      await club.plan({ courseIds: [other] }),
      await club.plan({ hasSeats: true }),
    ];
    const { subscription } = await club.subscribe(buyer, from);
    const { id } = subscription;
    const seen = await preview(buyer, { id, priceId: await club.priceOf(to) });
    const asked = { id, priceId: await club.priceOf(to), at: seen.at, expectedTotal: seen.total.minor };
    await club.mutate(buyer, 'changeSubscription', { ...asked, idempotencyKey: club.key() });
    expect(await house.emitted('subscription.access.changed')).toMatchObject([
      { userId: buyer.id, courseIds: [other] },
    ]);
    expect(await preview(buyer, { id, priceId: await club.priceOf(theirs) })).toMatchObject({
      code: 'PLAN_UNAVAILABLE',
    });
    const second = await club.subscribe(buyer, from);
    const back = { id: second.subscription.id, priceId: await club.priceOf(to) };
    expect(await preview(buyer, back)).toMatchObject({ code: 'PLAN_UNAVAILABLE' });
  });

  it('to a plan to which they subscribe at the same time: one of both is refused', async () => {
    const buyer = till.buyer();
    const [from, to] = [await club.plan(), await club.plan()];
    const { subscription } = await club.subscribe(buyer, from);
    const input = { id: subscription.id, priceId: await club.priceOf(to) };
    const { at, total } = await preview(buyer, input);
    const asked = { ...input, at, expectedTotal: total.minor, idempotencyKey: club.key() };
    const wish = await club.input(to, { paymentMethodId: await till.saveCard(buyer) });
    const outcomes = await Promise.all([
      club.mutate(buyer, 'changeSubscription', asked),
      club.mutate(buyer, 'subscribe', wish),
    ]);
    await club.settle();
    const names = outcomes.map(({ __typename }) => __typename);
    expect([
      ['ChangeSubscriptionPayload', 'AlreadySubscribed'],
      ['PlanUnavailable', 'SubscribePayload'],
    ]).toContainEqual(names);
  });

  it('to another plan by a card that is declined leaves that to be subscribed to', async () => {
    const buyer = till.buyer();
    const dear = [{ rhythm: Rhythm.MONTHLY, amount: { currency: 'EUR', minor: 4_000n } }];
    const [from, to] = [await club.plan(), await club.plan({ prices: dear })];
    const { subscription } = await club.subscribe(buyer, from);
    const [there] = (await till.stripe.subscriptions.list({ limit: 1 })).data;
    const customer = there!.customer as string;
    const bad = await till.stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer });
    await till.stripe.subscriptions.update(there!.id, { default_payment_method: bad.id });
    const outcome = await change(buyer, { id: subscription.id, priceId: await club.priceOf(to) });
    expect(outcome).toMatchObject({ code: 'PAYMENT_DECLINED' });
    expect(await club.subscribe(buyer, to, { expectedTotal: '4000' })).toMatchObject({
      __typename: 'SubscribePayload',
    });
  });

  it('to a plan that they have besides, made at the provider, waits for the end of that; what is paid is entered', async () => {
    const buyer = till.buyer();
    const [from, to] = [await club.plan(), await club.plan()];
    const { subscription } = await club.subscribe(buyer, from);
    const { subscription: other } = await club.subscribe(buyer, to);
    const { data } = await till.stripe.subscriptions.list({ limit: 100 });
    const there = data.find(({ metadata }) => metadata['lyceum_subscription'] === subscription.id)!;
    const { providerId } = await house.as().db.findOneByOrFail(PlanPrice, { id: other.price.id });
    const items = [{ id: there.items.data[0]!.id, price: providerId! }];
    await till.stripe.subscriptions.update(there.id, { items, proration_behavior: 'none' });
    await club.pass(32);
    const seen = { state: 'ACTIVE', invoices: [{}, {}], price: { id: subscription.price.id } };
    expect(await club.see(buyer, subscription.id)).toMatchObject(seen);
    await club.mutate(admin, 'endSubscription', { id: other.id, reason: 'It is the same' });
    await club.pass(2);
    expect(await club.see(buyer, subscription.id)).toMatchObject({ ...seen, price: { id: other.price.id } });
  });

  it('by a card that is declined changes nothing', async () => {
    const { buyer, subscription, priceId } = await team();
    const [there] = (await till.stripe.subscriptions.list({ limit: 1 })).data;
    const bad = await till.stripe.paymentMethods.attach('pm_card_chargeCustomerFail', {
      customer: there!.customer as string,
    });
    await till.stripe.subscriptions.update(there!.id, { default_payment_method: bad.id });
    const outcome = await change(buyer, { id: subscription.id, priceId, quantity: 9 });
    expect(outcome).toMatchObject({ code: 'PAYMENT_DECLINED' });
    expect(await club.see(buyer, subscription.id)).toMatchObject({ state: 'ACTIVE', quantity: 2, invoices: [{}] });
  });

  it('during a trial costs nothing; one that ends is not changed', async () => {
    const buyer = till.buyer();
    const plan = await club.plan({ trialDays: 10 });
    const { subscription } = await club.subscribe(buyer, plan);
    const input = { id: subscription.id, priceId: await club.priceOf(plan, Rhythm.YEARLY) };
    expect(await preview(buyer, input)).toMatchObject({ total: { minor: '0' }, lines: [] });
    expect(await change(buyer, input)).toMatchObject({
      subscription: { state: 'TRIALING', price: { amount: { minor: '20000' } }, invoices: [] },
    });
    await club.mutate(buyer, 'cancelSubscription', { id: subscription.id });
    await expect(preview(buyer, input)).rejects.toThrow('SUBSCRIPTION_STATE');
  });
});

describe('seats', () => {
  const give = (viewer: Viewer, id: string, userId: string) =>
    club.mutate<Subscribed & { taken?: number }>(viewer, 'assignSubscriptionSeat', { id, userId });

  it('Seats: 20 people at once on 5 seats: 5 get one', async () => {
    const { buyer, subscription } = await team(5);
    const people = Array.from({ length: 20 }, () => randomUUID());
    const outcomes = await Promise.all(people.map((userId) => give(buyer, subscription.id, userId)));
    const names = outcomes.map(({ __typename }) => __typename);
    expect(names.filter((name) => name === 'AssignSubscriptionSeatPayload')).toHaveLength(5);
    expect(names.filter((name) => name === 'SeatsTaken')).toHaveLength(15);
    const told = await house.emitted('subscription.access.changed');
    expect(told.map(({ source }) => source)).toEqual(Array.from({ length: 5 }, () => 'SEAT'));
    expect((await club.see(buyer, subscription.id))!.seats).toHaveLength(5);
  });

  it('who has one keeps it; taken back, what it opened closes at once, and it is free', async () => {
    const { buyer, subscription } = await team(1);
    const { id } = subscription;
    const [first, second] = [randomUUID(), randomUUID()];
    expect(subscription.seats).toEqual([]);
    await give(buyer, id, first);
    expect(await give(buyer, id, first)).toMatchObject({ __typename: 'AssignSubscriptionSeatPayload' });
    expect(await give(buyer, id, second)).toMatchObject({ code: 'SEATS_TAKEN', taken: 1 });
    await club.settle();
    await club.mutate(buyer, 'unassignSubscriptionSeat', { id, userId: first });
    const now = house.clock.now().toISOString();
    expect(await house.emitted('subscription.access.changed')).toMatchObject([{ userId: first, endsAt: now }]);
    expect(await give(buyer, id, second)).toMatchObject({ subscription: { seats: [{ user: { id: second } }] } });
    await expect(club.mutate(buyer, 'unassignSubscriptionSeat', { id, userId: first })).rejects.toThrow('NOT_FOUND');
  });

  it('are never fewer than are taken: neither by a change, nor where the provider has fewer', async () => {
    const { buyer, subscription, priceId } = await team(3);
    const people = [randomUUID(), randomUUID(), randomUUID()];
    for (const userId of people) {
      await give(buyer, subscription.id, userId);
      house.clock.advance({ seconds: 1 });
    }
    expect(await preview(buyer, { id: subscription.id, priceId, quantity: 2 })).toMatchObject({ code: 'SEATS_TAKEN' });
    const [there] = (await till.stripe.subscriptions.list({ limit: 1 })).data;
    await till.stripe.subscriptions.update(there!.id, { items: [{ id: there!.items.data[0]!.id, quantity: 1 }] });
    await club.settle();
    expect(await club.see(buyer, subscription.id)).toMatchObject({ quantity: 1, seats: [{ user: { id: people[0] } }] });
  });

  it('are read page by page, as invoices are: a cursor of the one is none of the other', async () => {
    const { buyer, subscription } = await team(3);
    const { id } = subscription;
    const people = [randomUUID(), randomUUID(), randomUUID()];
    for (const userId of people) {
      await give(buyer, id, userId);
      house.clock.advance({ seconds: 1 });
    }
    interface Seen {
      readonly subscription: {
        readonly seats: { nodes: object[]; totalCount: number; pageInfo: { endCursor: string; hasNextPage: boolean } };
        readonly invoices: { pageInfo: { endCursor: string } };
      };
    }
    const query = `query ($id: ID!, $after: String) { subscription(id: $id) {
      seats(first: 2, after: $after) { nodes { user { id } } totalCount pageInfo { endCursor hasNextPage } }
      invoices(first: 1) { pageInfo { endCursor } } } }`;
    const seen = (after?: string) => house.data<Seen>(query, { viewer: buyer, variables: { id, after } });
    const [one, two, three] = people.map((userId) => ({ user: { id: userId } }));
    const first = (await seen()).subscription;
    expect(first.seats).toMatchObject({ nodes: [one, two], totalCount: 3, pageInfo: { hasNextPage: true } });
    const second = (await seen(first.seats.pageInfo.endCursor)).subscription;
    expect(second.seats).toMatchObject({ nodes: [three], pageInfo: { hasNextPage: false } });
    await expect(seen(first.invoices.pageInfo.endCursor)).rejects.toThrow('BAD_CURSOR');
  });

  it('are no part of a plan for oneself', async () => {
    const buyer = till.buyer();
    const { subscription } = await club.subscribe(buyer, await club.plan());
    await expect(give(buyer, subscription.id, randomUUID())).rejects.toThrow('SUBSCRIPTION_STATE');
  });
});

describe('what was paid', () => {
  it('Tax: is on the line of our own invoice, and owed in the ledger; each has its own number, once', async () => {
    const before = await book();
    const buyer = till.buyer();
    const place = { country: 'DE', isBusiness: false };
    const { subscription } = await club.subscribe(buyer, await club.plan(), { place });
    const { id, periodEndsAt } = subscription;
    house.clock.set(new Date(Date.parse(periodEndsAt!) + 7_200_000));
    await club.settle();
    await club.settle();
    const { invoices } = (await club.see(buyer, id))!;
    expect(invoices.map(({ total, tax }) => [total.minor, tax.minor])).toEqual([
      ['2000', '319'],
      ['2000', '319'],
    ]);
    const [second, first] = invoices.map(({ number }) => Number(number.split('-').at(-1)));
    expect(second).toBe(first! + 1);
    expect(difference(before, await book())).toEqual({
      'provider:clearing': 4_000,
      'platform:revenue': -3_362,
      'tax:payable:DE': -638,
    });
    const list = `query ($first: Int, $filter: InvoiceFilter) { invoices(first: $first, filter: $filter) { nodes { number order { id } pdfUrl } } }`;
    const seen = await house.data<{ invoices: { nodes: object[] } }>(list, {
      viewer: admin,
      variables: { first: 100, filter: { userId: buyer.id } },
    });
    expect(seen.invoices.nodes).toHaveLength(2);
    expect(seen.invoices.nodes[0]).toMatchObject({ order: null });
  });

  const levy = (jurisdiction: string, percent: string, given: object = {}) =>
    house.data(`mutation ($input: SetTaxRateInput!) { setTaxRate(input: $input) { taxRate { id } } }`, {
      viewer: admin,
      variables: {
        input: { jurisdiction, percent, isInclusive: true, effectiveFrom: '2026-01-01T00:00:00Z', ...given },
      },
    });
  /** Through the end of the period, as time goes by. */
  const renew = async (viewer: Viewer, id: string) => {
    const { periodEndsAt } = (await club.see(viewer, id))!;
    house.clock.set(new Date(Date.parse(periodEndsAt!) - 3_600_000));
    await club.settle();
    house.clock.advance({ hours: 3 });
    await club.settle();
    return (await club.see(viewer, id))!.invoices;
  };

  it('Tax: each invoice has the rate of its own day, for where its subscriber is then; those before stay', async () => {
    const before = await book();
    const buyer = till.buyer();
    await levy('US-NY', '10');
    const place = { country: 'US', region: 'NY', isBusiness: false };
    const { subscription } = await club.subscribe(buyer, await club.plan(), { place });
    const { id, periodEndsAt: effectiveFrom } = subscription;
    await levy('US-NY', '25', { effectiveFrom });
    const first = { total: { minor: '2000' }, tax: { minor: '182' }, lines: [{ rate: '10', jurisdiction: 'US-NY' }] };
    const second = { total: { minor: '2000' }, tax: { minor: '400' }, lines: [{ rate: '25', jurisdiction: 'US-NY' }] };
    expect(await renew(buyer, id)).toMatchObject([second, first]);
    const move = (there: object) => club.mutate(buyer, 'setSubscriptionPlace', { id, place: there });
    await move({ country: 'DE' });
    const third = { total: { minor: '2000' }, tax: { minor: '319' }, lines: [{ rate: '19', jurisdiction: 'DE' }] };
    expect(await renew(buyer, id)).toMatchObject([third, second, first]);
    await move({ country: 'FR', vatId: 'FR40303265045', isBusiness: true });
    const untaxed = { rate: '0', jurisdiction: 'FR', reverseCharge: true };
    expect(await renew(buyer, id)).toMatchObject([
      { total: { minor: '2000' }, tax: { minor: '0' }, lines: [untaxed] },
      third,
      second,
      first,
    ]);
    expect(difference(before, await book())).toMatchObject({
      'provider:clearing': 8_000,
      'tax:payable:US-NY': -582,
      'tax:payable:DE': -319,
    });
  });

  it('Tax: a change has the rate of its day; the next period again that of its own', async () => {
    const buyer = till.buyer();
    const plan = await club.plan({ hasSeats: true });
    const priceId = await club.priceOf(plan);
    await levy('US-OR', '10');
    const place = { country: 'US', region: 'OR', isBusiness: false };
    const { subscription } = await club.subscribe(buyer, plan, { place });
    const { id, periodEndsAt } = subscription;
    const tomorrow = new Date(house.clock.now().getTime() + 86_400_000);
    await levy('US-OR', '20', { effectiveFrom: tomorrow.toISOString(), effectiveUntil: periodEndsAt });
    await club.pass(2);
    const changed = await change(buyer, { id, priceId, quantity: 3 });
    expect(changed.subscription.invoices[0]!.lines.map(({ rate }) => rate)).toEqual(['20', '20']);
    const [renewed] = await renew(buyer, id);
    expect(renewed).toMatchObject({ total: { minor: '6000' }, lines: [{ rate: '10' }] });
  });

  it('a tax on top of the price is charged with it', async () => {
    const buyer = till.buyer();
    await levy('US-WA', '10', { isInclusive: false });
    const place = { country: 'US', region: 'WA', isBusiness: false };
    const { subscription } = await club.subscribe(buyer, await club.plan(), { place, expectedTotal: '2200' });
    expect((await club.see(buyer, subscription.id))!.invoices).toMatchObject([
      { total: { minor: '2200' }, tax: { minor: '200' }, net: { minor: '2000' } },
    ]);
  });
});
