import { randomUUID } from 'node:crypto';
import { Viewer } from '../../../kit/identity/viewer';
import { administrator, grant, person } from '../../../kit/testing/viewers';
import { Club, type Subscribed } from '../testing/club';
import { intentOf, Till } from '../testing/till';
import { decideEnd } from './subscription.ending';
import { PlanSubscription, SubscriptionEnding } from './subscription.entity';
import { subscriptionFactory } from './subscription.factory';
import { endGrace } from './subscription.jobs';
import { isSubscriptionOver, subscriptionMayBecome, SubscriptionState } from './subscription.states';

const till = new Till();
const { house } = till;
const club = new Club(till);
afterEach(() => club.endAll());
const admin = administrator(randomUUID());
const organisationId = randomUUID();
const day = (moment: string | null) => moment?.slice(0, 10);
const { TRIALING, ACTIVE, PAST_DUE, PAUSED, CANCELLED, INCOMPLETE_EXPIRED } = SubscriptionState;

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => null,
    (thrown: Error) => thrown,
  );
  return (JSON.parse(error?.message ?? '[{}]') as { extensions?: { code: string } }[])[0]!.extensions?.code ?? 'NONE';
};

const drawn: Record<SubscriptionState, SubscriptionState[]> = {
  INCOMPLETE: [INCOMPLETE_EXPIRED, TRIALING, ACTIVE, PAST_DUE, PAUSED, CANCELLED],
  INCOMPLETE_EXPIRED: [],
  TRIALING: [ACTIVE, PAST_DUE, PAUSED, CANCELLED],
  ACTIVE: [PAST_DUE, PAUSED, CANCELLED],
  PAST_DUE: [ACTIVE, PAUSED, CANCELLED],
  PAUSED: [TRIALING, ACTIVE, PAST_DUE, CANCELLED],
  CANCELLED: [],
};
const states = Object.values(SubscriptionState);
it.each(states.flatMap((from) => states.map((to) => [from, to, drawn[from].includes(to)] as const)))(
  'a subscription that is %s becomes %s: %s',
  (from, to, may) => {
    expect(subscriptionMayBecome(from, to)).toBe(may);
    expect(isSubscriptionOver(from)).toBe(drawn[from].length === 0);
  },
);

describe('subscribing', () => {
  it('by a saved card is paid at once, opens courses for the period, and is invoiced', async () => {
    const buyer = till.buyer();
    const made = await club.subscribe(buyer, await club.plan());
    const { subscription } = made;
    expect(made).toMatchObject({
      __typename: 'SubscribePayload',
      clientSecret: null,
      subscription: { state: 'ACTIVE' },
    });
    expect(day(subscription.periodEndsAt)).toBe('2026-04-02');
    expect(await club.see(buyer, subscription.id)).toMatchObject({
      state: 'ACTIVE',
      seats: [{ user: { id: buyer.id } }],
      invoices: [{ total: { minor: '2000' }, lines: [{ title: '1 × All courses' }] }],
    });
  });

  it('tells of what it opens once, and again only where that is different', async () => {
    const buyer = till.buyer();
    const { courseId } = await till.course();
    const plan = await club.plan({ courseIds: [courseId] });
    const paymentMethodId = await till.saveCard(buyer);
    const made = await club.mutate(buyer, 'subscribe', await club.input(plan, { paymentMethodId }));
    expect(await house.emitted('subscription.access.changed')).toMatchObject([
      {
        subscriptionId: made.subscription.id,
        userId: buyer.id,
        source: 'SUBSCRIPTION',
        courseIds: [courseId],
        organisationId: null,
        endsAt: '2026-04-03T09:00:00.000Z',
      },
    ]);
    await house.settle();
    await till.emulator.control.settle();
    expect(await house.emitted('subscription.access.changed')).toEqual([]);
    await club.settle();
  });

  it('without a card waits for the browser, and opens nothing before; the card is kept', async () => {
    const buyer = till.buyer();
    const { clientSecret, subscription } = await club.subscribe(buyer, await club.plan(), { card: null });
    expect(subscription).toMatchObject({ state: 'INCOMPLETE', opensUntil: null });
    await till.pay({ clientSecret });
    await club.settle();
    expect(await club.see(buyer, subscription.id)).toMatchObject({ state: 'ACTIVE', invoices: [{}] });
    const cards = await house.data<{ found: [{ paymentMethods: { last4: string }[] }] }>(
      `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on User { paymentMethods { last4 } } } }`,
      { viewer: buyer, variables: { of: [{ __typename: 'User', id: buyer.id }] } },
    );
    expect(cards.found[0].paymentMethods).toEqual([{ last4: '4242' }]);
  });

  it('by a card whose bank asks goes on by 3-D Secure', async () => {
    const buyer = till.buyer();
    const { clientSecret, subscription } = await club.subscribe(buyer, await club.plan(), { card: null });
    await till.pay({ clientSecret }, 'pm_card_threeDSecure2Required');
    await club.settle();
    expect(await club.see(buyer, subscription.id)).toMatchObject({ state: 'INCOMPLETE' });
    till.emulator.control.authenticate(intentOf(clientSecret));
    await club.settle();
    expect(await club.see(buyer, subscription.id)).toMatchObject({ state: 'ACTIVE' });
  });

  it('that nobody pays for expires, and may be begun anew', async () => {
    const buyer = till.buyer();
    const plan = await club.plan();
    const { subscription } = await club.subscribe(buyer, plan, { card: 'pm_card_chargeCustomerFail' });
    expect(subscription.state).toBe('INCOMPLETE');
    const second = await club.mutate(buyer, 'subscribe', await club.input(plan));
    expect(second).toMatchObject({ __typename: 'AlreadySubscribed', subscription: { id: subscription.id } });
    await club.pass(1);
    expect(await club.see(buyer, subscription.id)).toMatchObject({
      state: 'INCOMPLETE_EXPIRED',
      ending: 'UNPAID',
      opensUntil: null,
      invoices: [],
    });
    expect(await club.subscribe(buyer, plan)).toMatchObject({ subscription: { state: 'ACTIVE' } });
  });

  describe('that is interrupted once the provider has begun it', () => {
    const interrupted = async (buyer: Viewer): Promise<string> => {
      const input = await club.input(await club.plan(), { paymentMethodId: await till.saveCard(buyer) });
      till.emulator.control.hold();
      till.emulator.control.fail({ method: 'GET', path: '/v1/invoices', how: 'before', status: 400 });
      await expect(club.mutate(buyer, 'subscribe', input)).rejects.toThrow();
      return (await house.as().db.findOneByOrFail(PlanSubscription, { userId: buyer.id! })).id;
    };

    it('goes on', async () => {
      const buyer = till.buyer();
      const id = await interrupted(buyer);
      house.clock.advance({ minutes: 1 });
      await house.settle();
      expect(await club.see(buyer, id)).toMatchObject({ state: 'ACTIVE', invoices: [{}] });
      await till.emulator.control.release();
    });

    it('and given up then, is ended at the provider: nobody is charged any more, and what was charged goes back', async () => {
      const buyer = till.buyer();
      const id = await interrupted(buyer);
      expect(await club.mutate(buyer, 'cancelSubscription', { id })).toMatchObject({
        subscription: { state: 'INCOMPLETE_EXPIRED' },
      });
      await till.emulator.control.release();
      await club.settle();
      expect((await till.stripe.subscriptions.list({ limit: 100 })).data).toEqual([]);
      expect(await club.see(buyer, id)).toMatchObject({ state: 'INCOMPLETE_EXPIRED', opensUntil: null });
      const { refunds } = await house.data<{ refunds: { nodes: object[] } }>(
        `{ refunds { nodes { state reason amount { minor } invoice { creditNotes { total { minor } } } } } }`,
        { viewer: buyer },
      );
      expect(refunds.nodes).toEqual([
        {
          state: 'SUCCEEDED',
          reason: 'UNEXPECTED',
          amount: { minor: '2000' },
          invoice: { creditNotes: [{ total: { minor: '-2000' } }] },
        },
      ]);
      expect((await till.stripe.refunds.list({ limit: 1 })).data).toMatchObject([{ amount: 2_000 }]);
      expect(club.letters()).toContain('Your refund');
    });
  });

  it('Checkout: the same key twice makes one subscription, another input with it is an error', async () => {
    const buyer = till.buyer();
    const plan = await club.plan();
    const input = await club.input(plan, { paymentMethodId: await till.saveCard(buyer) });
    const both = await Promise.all([1, 2].map(() => club.mutate(buyer, 'subscribe', input)));
    expect(both[0]!.subscription.id).toBe(both[1]!.subscription.id);
    const { data } = await till.stripe.subscriptions.list({ limit: 100, status: 'all' });
    expect(data.filter(({ metadata }) => metadata['lyceum_subscription'] === both[0]!.subscription.id)).toHaveLength(1);
    const other = club.mutate(buyer, 'subscribe', { ...input, quantity: 1, receiptEmail: 'other@example.test' });
    expect(await codeOf(other)).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('20 requests at once make one subscription', async () => {
    const buyer = till.buyer();
    const plan = await club.plan();
    const inputs = await Promise.all(Array.from({ length: 20 }, () => club.input(plan)));
    const all = await Promise.all(inputs.map((input) => club.mutate(buyer, 'subscribe', input)));
    const names = all.map(({ __typename }) => __typename).sort();
    expect(names).toEqual([...Array.from({ length: 19 }, () => 'AlreadySubscribed'), 'SubscribePayload']);
    expect(new Set(all.map(({ subscription }) => subscription.id)).size).toBe(1);
  });

  it('costs what the subscriber saw, tax included, or is refused with what it costs', async () => {
    const buyer = till.buyer();
    const plan = await club.plan({ trialDays: 7 });
    const place = { country: 'DE', isBusiness: false };
    const wish = { priceId: await club.priceOf(plan), place };
    const quote = await house.data<{ subscriptionQuote: object }>(
      `query ($input: SubscriptionQuoteInput!) { subscriptionQuote(input: $input) { total { minor } tax { minor } trialDays } }`,
      { viewer: buyer, variables: { input: wish } },
    );
    expect(quote.subscriptionQuote).toEqual({ total: { minor: '2000' }, tax: { minor: '319' }, trialDays: 7 });
    const refused = await club.mutate(buyer, 'subscribe', await club.input(plan, { place, expectedTotal: '1900' }));
    expect(refused).toMatchObject({ code: 'SUBSCRIPTION_PRICE_DIFFERS', quote: { total: { minor: '2000' } } });
  });

  it('is for what is published, at a price that is current, in the reach of its seller', async () => {
    const buyer = till.buyer();
    const retired = await club.plan();
    const input = await club.input(retired);
    await house.as().db.query(`UPDATE plan_price SET retired_at = now() WHERE plan_id = $1`, [retired.id]);
    const theirs = await club.plan({ organisationId });
    const several = await club.plan();
    for (const wish of [
      input,
      await club.input(theirs),
      await club.input(several, { quantity: 2, expectedTotal: '4000' }),
      { ...input, priceId: randomUUID() },
    ])
      expect(await club.mutate(buyer, 'subscribe', wish)).toMatchObject({ code: 'PLAN_UNAVAILABLE' });
    expect(await codeOf(club.mutate(Viewer.anonymous, 'subscribe', input))).toBe('UNAUTHENTICATED');
    const someonesCard = await till.saveCard(till.buyer());
    const stolen = club.mutate(buyer, 'subscribe', await club.input(several, { paymentMethodId: someonesCard }));
    expect(await codeOf(stolen)).toBe('NOT_FOUND');
  });
});

describe('a trial', () => {
  it('costs nothing, opens courses, and goes over into paying; the letter comes three days before', async () => {
    const buyer = till.buyer();
    const { subscription } = await club.subscribe(buyer, await club.plan({ trialDays: 7 }));
    expect(subscription).toMatchObject({ state: 'TRIALING', invoices: [] });
    await club.pass(3);
    expect(club.letters()).not.toContain('Your trial ends soon');
    await club.pass(1);
    await club.settle();
    expect(club.letters().filter((subject) => subject === 'Your trial ends soon')).toHaveLength(1);
    await club.pass(4);
    expect(await club.see(buyer, subscription.id)).toMatchObject({
      state: 'ACTIVE',
      invoices: [{ total: { minor: '2000' } }],
    });
  });

  it('is taken once per person and plan', async () => {
    const buyer = till.buyer();
    const plan = await club.plan({ trialDays: 7 });
    const { subscription } = await club.subscribe(buyer, plan);
    await club.mutate(admin, 'endSubscription', { id: subscription.id, reason: 'A test' });
    expect(await club.subscribe(buyer, plan)).toMatchObject({ subscription: { state: 'ACTIVE', trialEndsAt: null } });
    expect(await club.subscribe(till.buyer(), plan)).toMatchObject({ subscription: { state: 'TRIALING' } });
  });

  it('without a card ends with the trial', async () => {
    const buyer = till.buyer();
    const { subscription } = await club.subscribe(buyer, await club.plan({ trialDays: 3 }), { card: null });
    expect(subscription.state).toBe('TRIALING');
    await club.pass(4);
    expect(await club.see(buyer, subscription.id)).toMatchObject({
      state: 'CANCELLED',
      ending: 'UNPAID',
      invoices: [],
    });
  });
});

async function failing(viewer: Viewer): Promise<Subscribed['subscription']> {
  const { subscription } = await club.subscribe(viewer, await club.plan());
  const { data } = await till.stripe.subscriptions.list({ limit: 100 });
  const there = data.find(({ metadata }) => metadata['lyceum_subscription'] === subscription.id)!;
  const bad = await till.stripe.paymentMethods.attach('pm_card_chargeCustomerFail', {
    customer: there.customer as string,
  });
  await till.stripe.subscriptions.update(there.id, { default_payment_method: bad.id });
  const now = house.clock.now();
  house.clock.set(new Date(Date.parse(subscription.periodEndsAt!) - 3_600_000));
  await club.settle();
  house.clock.advance({ hours: 3 });
  await club.settle();
  expect(house.clock.now() > now).toBe(true);
  return (await club.see(viewer, subscription.id))!;
}

describe('dunning', () => {
  it('a renewal that fails leaves access until grace ends, tells so by letter, and recovers by another card', async () => {
    const buyer = till.buyer();
    const behind = await failing(buyer);
    expect(behind.state).toBe('PAST_DUE');
    expect(behind.opensUntil).toBe(behind.graceEndsAt);
    expect(Date.parse(behind.graceEndsAt!) - house.clock.now().getTime()).toBeGreaterThan(6.5 * 86_400_000);
    expect(club.letters()).toContain('Your payment failed');
    const paymentMethodId = await till.saveCard(buyer, 'pm_card_mastercard');
    const input = { id: behind.id, paymentMethodId, idempotencyKey: club.key() };
    expect(await club.mutate(buyer, 'setSubscriptionPaymentMethod', input)).toMatchObject({
      subscription: { state: 'ACTIVE', graceEndsAt: null, invoices: [{}, {}] },
    });
    await club.settle();
    expect(await club.see(buyer, behind.id)).toMatchObject({ state: 'ACTIVE', invoices: [{}, {}] });
  });

  it('a card that is declined, too, changes nothing', async () => {
    const buyer = till.buyer();
    const behind = await failing(buyer);
    const paymentMethodId = await till.saveCard(buyer, 'pm_card_chargeCustomerFail');
    const input = { id: behind.id, paymentMethodId, idempotencyKey: club.key() };
    expect(await club.mutate(buyer, 'setSubscriptionPaymentMethod', input)).toMatchObject({ code: 'PAYMENT_DECLINED' });
    expect(await club.see(buyer, behind.id)).toMatchObject({ state: 'PAST_DUE', graceEndsAt: behind.graceEndsAt });
  });

  it('who pays when the end is decided already goes on', async () => {
    const buyer = till.buyer();
    const behind = await failing(buyer);
    house.clock.advance({ days: 8 });
    await endGrace.run(house.as(), {});
    const open = (await till.stripe.invoices.list({ status: 'open', limit: 1 })).data[0]!;
    await till.stripe.invoices.pay(open.id, { payment_method: 'pm_card_visa' });
    await club.settle();
    expect(await club.see(buyer, behind.id)).toMatchObject({ state: 'ACTIVE', ending: null, invoices: [{}, {}] });
  });

  it('at the end of grace it is over, and nothing is charged any more', async () => {
    const buyer = till.buyer();
    const behind = await failing(buyer);
    await club.pass(6);
    expect(await club.see(buyer, behind.id)).toMatchObject({ state: 'PAST_DUE', opensUntil: behind.graceEndsAt });
    await club.pass(2);
    const over = await club.see(buyer, behind.id);
    expect(over).toMatchObject({
      state: 'CANCELLED',
      ending: 'UNPAID',
      opensUntil: behind.graceEndsAt,
      invoices: [{}],
    });
    expect(club.letters()).toContain('Your subscription has ended');
    await club.pass(10);
    expect((await club.see(buyer, behind.id))!.invoices).toHaveLength(1);
  });
});

describe('the end', () => {
  it('comes with the period that is paid, unless it is taken back', async () => {
    const buyer = till.buyer();
    const { subscription } = await club.subscribe(buyer, await club.plan());
    const { id, periodEndsAt } = subscription;
    expect(await club.mutate(buyer, 'cancelSubscription', { id })).toMatchObject({
      subscription: { state: 'ACTIVE', cancelsAtPeriodEnd: true, opensUntil: periodEndsAt },
    });
    expect(await club.mutate(buyer, 'keepSubscription', { id })).toMatchObject({
      subscription: { cancelsAtPeriodEnd: false },
    });
    await club.mutate(buyer, 'cancelSubscription', { id });
    await club.pass(32);
    expect(await club.see(buyer, id)).toMatchObject({
      state: 'CANCELLED',
      ending: 'REQUESTED',
      endedAt: periodEndsAt,
      opensUntil: periodEndsAt,
      invoices: [{}],
    });
    expect(await codeOf(club.mutate(buyer, 'keepSubscription', { id }))).toBe('SUBSCRIPTION_STATE');
    expect(await codeOf(club.mutate(buyer, 'cancelSubscription', { id }))).toBe('SUBSCRIPTION_STATE');
  });

  it('takes nothing away from who paid a moment ago, before we heard of it', async () => {
    const buyer = till.buyer();
    const { subscription, clientSecret } = await club.subscribe(buyer, await club.plan(), { card: null });
    const { id, periodEndsAt } = subscription;
    till.emulator.control.hold();
    await till.pay({ clientSecret });
    expect(await club.mutate(buyer, 'cancelSubscription', { id })).toMatchObject({
      subscription: { state: 'ACTIVE', cancelsAtPeriodEnd: true, opensUntil: periodEndsAt, invoices: [{}] },
    });
    await till.emulator.control.release();
    await club.pass(32);
    expect(await club.see(buyer, id)).toMatchObject({ state: 'CANCELLED', ending: 'REQUESTED', endedAt: periodEndsAt });
  });

  it('comes with the period of who pays between the decision and the end', async () => {
    const buyer = till.buyer();
    const { subscription, clientSecret } = await club.subscribe(buyer, await club.plan(), { card: null });
    const { id, periodEndsAt } = subscription;
    await house.as().transaction((tx) => decideEnd(tx, id, { ending: SubscriptionEnding.REQUESTED }));
    till.emulator.control.hold();
    await till.pay({ clientSecret });
    await house.settle();
    const seen = { state: 'ACTIVE', cancelsAtPeriodEnd: true, opensUntil: periodEndsAt, ending: null };
    expect(await club.see(buyer, id)).toMatchObject(seen);
    await till.emulator.control.release();
    await club.settle();
    expect(await club.see(buyer, id)).toMatchObject(seen);
  });

  it('in a pause leaves what was paid', async () => {
    const buyer = till.buyer();
    const { subscription } = await club.subscribe(buyer, await club.plan());
    const { id, periodEndsAt } = subscription;
    await club.mutate(buyer, 'pauseSubscription', { id });
    const over = { state: 'CANCELLED', ending: 'REQUESTED', opensUntil: periodEndsAt, invoices: [{}] };
    expect(await club.mutate(buyer, 'cancelSubscription', { id })).toMatchObject({ subscription: over });
    await club.pass(40);
    expect(await club.see(buyer, id)).toMatchObject(over);
  });

  it('by staff comes at once, with a reason', async () => {
    const buyer = till.buyer();
    const { subscription } = await club.subscribe(buyer, await club.plan());
    const input = { id: subscription.id, reason: ' Shared with a whole school ' };
    expect(await codeOf(club.mutate(buyer, 'endSubscription', input))).toBe('NOT_FOUND');
    const { subscription: over } = await club.mutate(admin, 'endSubscription', input);
    expect(over).toMatchObject({ state: 'CANCELLED', ending: 'STAFF', note: 'Shared with a whole school' });
    expect(new Date(over.opensUntil!) <= house.clock.now()).toBe(true);
    await club.settle();
    expect(await club.see(buyer, subscription.id)).toMatchObject({ ending: 'STAFF' });
  });

  it('Erasure: whoever is erased is charged no more, and gets no letter', async () => {
    const buyer = till.buyer();
    const { subscription } = await club.subscribe(buyer, await club.plan());
    const before = club.letters().length;
    await house.deliver('user.erased', { userId: buyer.id! });
    await club.settle();
    expect(await club.see(admin, subscription.id)).toMatchObject({ state: 'CANCELLED', ending: 'ERASED', seats: [] });
    expect(club.letters()).toHaveLength(before);
    const rows = await house.as().db.query<object[]>(
      `SELECT receipt_email, place ? 'vatId' AS "hasVatId", (SELECT count(*)::int FROM payment_method WHERE user_id = $2) AS cards
           FROM subscription WHERE id = $1`,
      [subscription.id, buyer.id],
    );
    expect(rows).toEqual([{ receipt_email: null, hasVatId: false, cards: 0 }]);
    expect((await till.stripe.subscriptions.list({ limit: 100 })).data).toEqual([]);
  });
});

describe('a pause', () => {
  it('opens courses to the end of what was paid, costs nothing, and goes on with a new period', async () => {
    const buyer = till.buyer();
    const { subscription } = await club.subscribe(buyer, await club.plan());
    const { id, periodEndsAt } = subscription;
    expect(await club.mutate(buyer, 'pauseSubscription', { id })).toMatchObject({
      subscription: { state: 'PAUSED', opensUntil: periodEndsAt },
    });
    await club.pass(40);
    expect(await club.see(buyer, id)).toMatchObject({ state: 'PAUSED', opensUntil: periodEndsAt, invoices: [{}] });
    const { subscription: back } = await club.mutate(buyer, 'resumeSubscription', { id });
    expect(back).toMatchObject({ state: 'ACTIVE', invoices: [{}, {}] });
    expect(Date.parse(back.opensUntil!) - house.clock.now().getTime()).toBeGreaterThan(27 * 86_400_000);
    await club.settle();
  });

  it.each([0, 7])(
    'before a period is charged gives none of it away, nor charges it twice: after a trial of %i days',
    async (trialDays) => {
      const buyer = till.buyer();
      const { subscription } = await club.subscribe(buyer, await club.plan({ trialDays }));
      const { id } = subscription;
      const paid = trialDays === 0 ? [{}] : [];
      for (const isResumedAtOnce of [true, false]) {
        const { periodEndsAt: end } = (await club.see(buyer, id))!;
        house.clock.set(new Date(Date.parse(end!) + 600_000));
        await club.settle();
        expect(await club.mutate(buyer, 'pauseSubscription', { id })).toMatchObject({
          subscription: { state: 'PAUSED', opensUntil: end },
        });
        if (!isResumedAtOnce) await club.pass(2);
        await club.mutate(buyer, 'resumeSubscription', { id });
        house.clock.advance({ hours: 2 });
        await club.settle();
        paid.push({});
        expect(await club.see(buyer, id)).toMatchObject({ state: 'ACTIVE', invoices: paid });
      }
    },
  );

  it('that several requests end at once is charged for once', async () => {
    const buyer = till.buyer();
    const { subscription } = await club.subscribe(buyer, await club.plan());
    const { id } = subscription;
    await club.mutate(buyer, 'pauseSubscription', { id });
    await club.pass(40);
    await Promise.allSettled([1, 2, 3].map(() => club.mutate(buyer, 'resumeSubscription', { id })));
    await club.settle();
    expect(await club.see(buyer, id)).toMatchObject({ state: 'ACTIVE', invoices: [{}, {}] });
  });

  it('within the period that is paid costs nothing to end', async () => {
    const buyer = till.buyer();
    const { subscription } = await club.subscribe(buyer, await club.plan());
    const { id } = subscription;
    await club.mutate(buyer, 'pauseSubscription', { id });
    expect(await codeOf(club.mutate(buyer, 'pauseSubscription', { id }))).toBe('SUBSCRIPTION_STATE');
    expect(await club.mutate(buyer, 'resumeSubscription', { id })).toMatchObject({
      subscription: { state: 'ACTIVE', periodEndsAt: subscription.periodEndsAt, invoices: [{}] },
    });
  });
});

it('a yearly renewal is announced by letter two weeks before, once', async () => {
  const buyer = till.buyer();
  const plan = await club.plan();
  const priceId = await club.priceOf(plan, 'YEARLY' as never);
  const { subscription } = await club.subscribe(buyer, plan, { priceId, expectedTotal: '20000' });
  house.clock.set(new Date(Date.parse(subscription.periodEndsAt!) - 15 * 86_400_000));
  await club.settle();
  const count = () => club.letters().filter((subject) => subject === 'Your subscription renews soon').length;
  expect(count()).toBe(0);
  await club.pass(3);
  expect(count()).toBe(1);
});

it("Existence: a foreign person's subscription is not found by any door", async () => {
  const buyer = till.buyer();
  const { subscription } = await club.subscribe(buyer, await club.plan());
  const { id } = subscription;
  const staffOfOther = person(randomUUID(), {
    organisations: [organisationId],
    grants: [grant('finance', ['payments.manage'], { organisationId })],
  });
  const price = { priceId: subscription.id, at: '2026-03-02T09:00:00Z', expectedTotal: '0', idempotencyKey: 'k' };
  for (const viewer of [till.buyer(), staffOfOther]) {
    expect(await club.see(viewer, id)).toBeNull();
    const found = await house.data<{ found: unknown[]; subscriptions: { nodes: unknown[] } }>(
      `query ($of: [_Any!]!, $filter: SubscriptionFilter) { found: _entities(representations: $of) { ... on PlanSubscription { id } ... on User { subscriptions { nodes { id } } } }
        subscriptions(filter: $filter) { nodes { id } } }`,
      {
        viewer,
        variables: {
          of: [
            { __typename: 'PlanSubscription', id },
            { __typename: 'User', id: buyer.id },
          ],
          filter: { subscriberId: buyer.id },
        },
      },
    );
    expect(found).toEqual({ found: [null, { subscriptions: null }], subscriptions: { nodes: [] } });
    const tries: [string, object][] = [
      ['cancelSubscription', { id }],
      ['keepSubscription', { id }],
      ['pauseSubscription', { id }],
      ['resumeSubscription', { id }],
      ['setSubscriptionPaymentMethod', { id, paymentMethodId: randomUUID(), idempotencyKey: 'k' }],
      ['endSubscription', { id, reason: 'Mine' }],
      ['changeSubscription', { id, ...price }],
      ['assignSubscriptionSeat', { id, userId: randomUUID() }],
      ['unassignSubscriptionSeat', { id, userId: buyer.id }],
    ];
    for (const [name, input] of tries)
      expect([name, await codeOf(club.mutate(viewer, name, input))]).toEqual([name, 'NOT_FOUND']);
  }
  const mine = await house.data<{ subscriptions: { nodes: object[] } }>(
    `query ($filter: SubscriptionFilter) { subscriptions(filter: $filter) { nodes { id } } }`,
    { viewer: admin, variables: { filter: { subscriberId: buyer.id, states: ['ACTIVE'] } } },
  );
  expect(mine.subscriptions.nodes).toEqual([{ id }]);
});

it('N+1: a page of subscriptions costs as many statements with one as with twelve', async () => {
  const list = `query ($first: Int, $filter: SubscriptionFilter) { subscriptions(first: $first, filter: $filter) { totalCount nodes {
    state subscriber { id } plan { title } price { amount { minor } } seats(first: 2) { totalCount nodes { user { id } } } invoices(first: 2) { nodes { number } } } pageInfo { hasNextPage } } }`;
  const seller = randomUUID();
  const staff = person(randomUUID(), {
    organisations: [seller],
    grants: [grant('finance', ['payments.read'], { organisationId: seller })],
  });
  await house.make(
    subscriptionFactory,
    Array.from({ length: 12 }, () => ({ organisationId: seller })),
  );
  const variables = (first: number) => ({ first, filter: { organisationId: seller, states: ['INCOMPLETE'] } });
  const statements = (first: number) => house.statements(list, { viewer: staff, variables: variables(first) });
  expect(await statements(12)).toBe(await statements(1));
  const seen = await house.data<{ subscriptions: object }>(list, { viewer: staff, variables: variables(5) });
  expect(seen.subscriptions).toMatchObject({ totalCount: 12, pageInfo: { hasNextPage: true } });
});
