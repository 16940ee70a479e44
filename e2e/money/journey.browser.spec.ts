import type { Browser, Page } from 'playwright-core';
import { Viewer } from '../../kit/identity/viewer';
import { describeInBrowser, openChromium } from '../../kit/testing/chromium';
import { until } from '../../kit/testing/until';
import { tell } from '../../subgraphs/courses/course/course.events';
import { courseFactory } from '../../subgraphs/courses/course/course.factory';
import { lyceumTest } from '../harness/lyceum';
import { makePerson, type Person } from '../harness/people';
import { Membership } from './membership';
import { connect, follow } from '../subscriptions/live-client';

const ORDER = `id state total { formatted }
  lines { id title state course { id viewerEnrollment { status } } enrollment { id status } }
  payment { state decline { message } card { brand last4 } }`;
const QUOTE = `query ($input: CheckoutQuoteInput!) { checkoutQuote(input: $input) { total { minor } discount { minor } refusals { __typename } } }`;
const CHECKOUT = `mutation ($input: CheckoutInput!) { checkout(input: $input) { __typename
  ... on Refusal { code message } ... on CheckoutPayload { pageUrl order { ${ORDER} } } } }`;
const FOLLOW = `subscription ($id: ID!) { orderChanged(id: $id) { order { ${ORDER} } } }`;
const REFUND = `mutation ($input: RequestRefundInput!) { requestRefund(input: $input) { __typename
  ... on Refusal { code message } } }`;
const MINE = `{ me { orders { nodes { id state } } paymentMethods { brand last4 } enrollments { nodes { status course { id } } } } }`;
const COUPON = `mutation ($input: CreateCouponInput!) { createCoupon(input: $input) { coupon { id } } }`;

interface Order {
  readonly id: string;
  readonly state: string;
  readonly lines: readonly {
    id: string;
    state: string;
    course: { id: string };
    enrollment: { status: string } | null;
  }[];
}

describeInBrowser('somebody buys courses', () => {
  const opened = lyceumTest({ isAtItsUrl: true, sells: true });
  const courses: string[] = [];
  let browser: Browser;
  let page: Page;
  let buyer: Person;

  beforeAll(async () => {
    const { lyceum } = opened;
    browser = await openChromium();
    page = await browser.newPage();
    buyer = await makePerson(lyceum, { username: 'buyer' });
    const admin = await makePerson(lyceum, { username: 'admin-of-coupons', roles: ['admin'] });
    const scope = lyceum.platform.get('courses').scope(Viewer.system);
    for (const title of ['Weaving', 'Dyeing']) {
      const course = await courseFactory(scope, { title, prices: { EUR: 4900 } });
      await scope.transaction((tx) => tell(tx, course));
      courses.push(course.id);
    }
    const input = { code: 'WELCOME', discount: { basisPoints: 1_000 } };
    await lyceum.ask(COUPON, { token: admin.token, variables: { input } });
    await lyceum.settle();
  });
  afterAll(() => browser?.close());

  const ask = <T>(query: string, variables: object = {}): Promise<T> =>
    opened.lyceum.ask<T>(query, { token: buyer.token, variables: { ...variables } });

  const wish = (courseIds: readonly string[], couponCodes: readonly string[]) => ({
    items: courseIds.map((courseId) => ({ courseId })),
    currency: 'EUR',
    couponCodes,
    place: { country: 'US' },
  });

  /** From the quote to the provider's page. */
  async function checkout(courseIds: readonly string[], couponCodes: readonly string[], idempotencyKey: string) {
    const { checkoutQuote } = await ask<{ checkoutQuote: { total: { minor: string } } }>(QUOTE, {
      input: wish(courseIds, couponCodes),
    });
    const back = { successUrl: `${opened.lyceum.url}/graphql`, cancelUrl: `${opened.lyceum.url}/graphql` };
    const { checkout: outcome } = await ask<{ checkout: { __typename: string; pageUrl: string; order: Order } }>(
      CHECKOUT,
      {
        input: {
          ...wish(courseIds, couponCodes),
          expectedTotal: checkoutQuote.total.minor,
          receiptEmail: buyer.email,
          payment: { page: back, saveCard: true },
          idempotencyKey,
        },
      },
    );
    expect(outcome.__typename).toBe('CheckoutPayload');
    return outcome;
  }

  async function typeCard(number: string, button = 'Pay'): Promise<void> {
    await page.getByLabel('E-mail').fill(buyer.email);
    await page.getByLabel('Card number').fill(number);
    await page.getByLabel('Expires').fill('12 / 44');
    await page.getByLabel('Security code').fill('123');
    await page.getByRole('button', { name: button }).click();
  }

  it('two, with a coupon, by a card that wants 3-D Secure, and sees live how they arrive; gives one back, and buys it again', async () => {
    const { lyceum } = opened;
    const { order, pageUrl } = await checkout(courses, ['welcome'], 'first');
    expect(order).toMatchObject({ state: 'PENDING_PAYMENT', total: { formatted: '€88.20' } });

    const client = connect(lyceum, buyer.token);
    const stream = await follow(lyceum, client, FOLLOW, { id: order.id });
    const states: string[] = [];
    const watched = (async () => {
      for await (const { data } of stream) states.push((data!['orderChanged'] as { order: Order }).order.state);
    })();

    await page.goto(pageUrl);
    await typeCard('4000 0000 0000 3220');
    await page.getByRole('button', { name: 'Complete authentication' }).click();
    await page.waitForURL(`${lyceum.url}/graphql`);
    await lyceum.settle();

    const { order: done } = await ask<{ order: Order }>(`query ($id: ID!) { order(id: $id) { ${ORDER} } }`, {
      id: order.id,
    });
    expect(done).toMatchObject({
      state: 'FULFILLED',
      payment: { state: 'SUCCEEDED', card: { brand: 'visa', last4: '3220' } },
      lines: [
        {
          title: 'Weaving',
          state: 'FULFILLED',
          enrollment: { status: 'ACTIVE' },
          course: { viewerEnrollment: { status: 'ACTIVE' } },
        },
        { title: 'Dyeing', state: 'FULFILLED', enrollment: { status: 'ACTIVE' } },
      ],
    });
    await until(() => states.at(-1) === 'FULFILLED');
    expect(states[0]).toBe('PENDING_PAYMENT');
    await stream.return?.();
    await client.dispose();
    await watched;
    expect(lyceum.letterTo(buyer.email)).toMatchObject({ subject: 'Your receipt' });

    const input = { orderLineIds: [done.lines[1]!.id], idempotencyKey: 'back' };
    expect(await ask(REFUND, { input })).toEqual({ requestRefund: { __typename: 'RequestRefundPayload' } });
    await lyceum.settle();
    expect(await ask(MINE)).toMatchObject({
      me: {
        orders: { nodes: [{ id: order.id, state: 'PARTIALLY_REFUNDED' }] },
        paymentMethods: [{ brand: 'visa', last4: '3220' }],
        enrollments: { nodes: expect.arrayContaining([expect.objectContaining({ status: 'REVOKED' })]) },
      },
    });

    const again = await checkout([courses[1]!], [], 'again');
    await page.goto(again.pageUrl);
    await typeCard('4242 4242 4242 4242');
    await page.waitForURL(`${lyceum.url}/graphql`);
    await lyceum.settle();
    const { me } = await ask<{ me: { enrollments: { nodes: { status: string; course: { id: string } }[] } } }>(MINE);
    const stays = me.enrollments.nodes.filter(({ course }) => course.id === courses[1]).map(({ status }) => status);
    expect(stays).toEqual(['ACTIVE', 'REVOKED']);
  });

  it('the webhook is found at the gateway, by who signs it and by nobody else', async () => {
    const { url, stripe } = opened.lyceum;
    const place = `${url}/payments/webhooks/stripe`;
    const send = (headers: Record<string, string>, body: string) =>
      fetch(place, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
    const [event] = stripe.control.events('payment_intent.succeeded');
    const letter = stripe.control.letter(event!.id);
    expect((await send({ ...letter.headers }, letter.body)).status).toBe(200);
    const refused = await send({ ...letter.headers }, letter.body.replace('succeeded', 'canceled'));
    expect([refused.status, await refused.json()]).toMatchObject([
      400,
      { errors: [{ extensions: { code: 'WEBHOOK_REFUSED' } }] },
    ]);
    expect((await send({}, letter.body)).status).toBe(400);
    expect((await send({ ...letter.headers }, 'x'.repeat(2_000_000))).status).toBe(413);
  });

  it('subscribes with a trial, is charged, fails to pay, recovers within grace, and cancels: courses open and close with it', async () => {
    const { lyceum } = opened;
    const member = await makePerson(lyceum, { username: 'member' });
    const membership = await Membership.begin(lyceum, member);
    const saveCard = async (number: string): Promise<string> => {
      await page.goto(await membership.cardPage());
      await typeCard(number, 'Save card');
      await page.waitForURL(`${lyceum.url}/graphql`);
      await lyceum.settle();
      return membership.newestCard();
    };
    const courseId = courses[0]!;
    expect(await membership.access(courseId)).toMatchObject({ reason: 'PAYMENT_REQUIRED' });
    await membership.subscribe(await saveCard('4242 4242 4242 4242'));
    const client = connect(lyceum, member.token);
    const query = `subscription ($id: ID!) { subscriptionChanged(id: $id) { subscription { state } } }`;
    const stream = await follow(lyceum, client, query, { id: membership.id });
    expect((await stream.next()).value).toMatchObject({
      data: { subscriptionChanged: { subscription: { state: 'TRIALING' } } },
    });
    await stream.return?.();
    await client.dispose();
    await membership.enroll(courseId);
    const isOpen = { granted: true, via: 'SUBSCRIPTION' };
    expect(await membership.access(courseId)).toMatchObject(isOpen);

    await membership.pass({ days: 15 });
    expect(await membership.see()).toMatchObject({ state: 'ACTIVE', invoices: [{ total: { minor: '1900' } }] });
    await membership.breakCard();
    await membership.pass({ days: 32 });
    expect(await membership.see()).toMatchObject({ state: 'PAST_DUE', graceEndsAt: expect.any(String) });
    expect(await membership.access(courseId)).toMatchObject(isOpen);
    expect(lyceum.letterTo(member.email)).toMatchObject({ subject: 'Your payment failed' });

    await membership.payWith(await saveCard('5555 5555 5555 4444'));
    expect(await membership.see()).toMatchObject({ state: 'ACTIVE', graceEndsAt: null, invoices: [{}, {}] });
    await membership.cancel();
    expect(await membership.access(courseId)).toMatchObject(isOpen);
    await membership.pass({ days: 40 });
    expect(await membership.see()).toMatchObject({ state: 'CANCELLED', ending: 'REQUESTED', invoices: [{}, {}] });
    expect(await membership.access(courseId)).toMatchObject({ granted: false, reason: 'EXPIRED', via: 'SUBSCRIPTION' });

    await membership.subscribe(await membership.newestCard());
    expect(await membership.see()).toMatchObject({ state: 'ACTIVE', trialEndsAt: null });
    expect(await membership.access(courseId)).toMatchObject(isOpen);
  });
});
