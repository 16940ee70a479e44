import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../kit/identity/viewer';
import { grant, person } from '../../../kit/testing/viewers';
import { Coupon } from '../coupon/coupon.entity';
import { couponFactory } from '../coupon/coupon.factory';
import { courseFacts } from '../course/course.factory';
import { CourseService } from '../course/course.service';
import { Order } from '../order/order.entity';
import { OrderState } from '../order/order.states';
import { PaymentMethod } from '../method/payment-method.entity';
import { ProviderCustomer } from '../method/provider-customer.entity';
import { Payment } from '../payment/payment.entity';
import { reconcilePayments } from '../payment/reconcile.job';
import { CHECKOUT, intentOf, Till } from '../testing/till';
import { expireOrders } from './expiry.job';

const till = new Till();
const { house } = till;

beforeEach(() => house.clock.advance({ hours: 2 }));

const inEuros = { currency: 'EUR', minor: '4900' };
const anyCourse = async (): Promise<string> => (await till.course()).courseId;
const intentsBegun = () => till.emulator.control.events('payment_intent.created').length;
const ordersOf = (userId: string | null) => house.as().db.countBy(Order, { userId: userId! });
const codeOf = async (viewer: Viewer, input: object) =>
  (await house.run(CHECKOUT, { viewer, variables: { input } })).errors?.[0]?.extensions?.['code'];

const CANCEL = `mutation ($id: ID!) { cancelOrder(input: { id: $id }) { order { state } } }`;
const cancel = (viewer: Viewer, id: string) => house.data(CANCEL, { viewer, variables: { id } });
const lettersTo = (address: string) => house.house.mailer.letters.filter(({ to }) => to === address);

/** The saved cards of somebody, as the viewer sees them. */
async function cardsOf(userId: string | null, viewer: Viewer) {
  const {
    _entities: [user],
  } = await house.data<{ _entities: [{ paymentMethods: { id: string }[] | null }] }>(
    `query ($id: ID!) { _entities(representations: [{ __typename: "User", id: $id }]) {
      ... on User { paymentMethods { id brand last4 isDefault } } } }`,
    { viewer, variables: { id: userId } },
  );
  return user.paymentMethods;
}

async function reprice(courseId: string, minor: string): Promise<void> {
  const facts = courseFacts({ courseId, version: 2, prices: [{ currency: 'EUR', minor }] });
  await house.as().transaction((tx) => tx.get(CourseService).take(facts));
}

async function expire(): Promise<void> {
  house.clock.advance({ hours: 2 });
  await expireOrders.run(house.as(), {});
  await till.settle();
}

describe('from checkout to payment', () => {
  it('an order waits for its payment, and is paid once the card is charged', async () => {
    const [buyer, courseId] = [till.buyer(), await anyCourse()];
    const made = await till.order(buyer, [courseId]);
    expect(made).toMatchObject({
      clientSecret: expect.stringMatching(/^pi_.*_secret_/),
      pageUrl: null,
      order: {
        state: 'PENDING_PAYMENT',
        total: { minor: '4900', currency: 'EUR' },
        lines: [{ title: 'A course', state: 'PENDING' }],
        payment: { state: 'REQUIRES_PAYMENT_METHOD', decline: null },
      },
    });
    await till.pay(made);
    await till.settle();
    expect(await till.see(buyer, made.order.id)).toMatchObject({
      state: 'PAID',
      expiresAt: null,
      payment: { state: 'SUCCEEDED', card: { brand: 'visa', last4: '4242' } },
    });
  });

  it('3-D Secure: it waits for the buyer, who confirms it to their bank, or does not', async () => {
    const buyer = till.buyer();
    const made = await till.order(buyer, [await anyCourse()]);
    const state = async () => (await till.see(buyer, made.order.id)).payment;
    await till.pay(made, 'pm_card_threeDSecure2Required');
    await till.settle();
    expect(await state()).toMatchObject({ state: 'REQUIRES_ACTION', decline: null });
    till.emulator.control.authenticate(intentOf(made.clientSecret), false);
    await till.settle();
    expect(await state()).toMatchObject({
      state: 'REQUIRES_PAYMENT_METHOD',
      decline: { reason: 'AUTHENTICATION_FAILED' },
    });
    await till.pay(made, 'pm_card_threeDSecure2Required');
    till.emulator.control.authenticate(intentOf(made.clientSecret));
    await till.settle();
    expect(await till.see(buyer, made.order.id)).toMatchObject({ state: 'PAID', payment: { decline: null } });
  });

  it.each([
    ['visa_chargeDeclined', 'CARD_DECLINED'],
    ['visa_chargeDeclinedInsufficientFunds', 'INSUFFICIENT_FUNDS'],
    ['visa_chargeDeclinedLostCard', 'CARD_DECLINED'],
    ['chargeDeclinedExpiredCard', 'CARD_EXPIRED'],
    ['chargeDeclinedIncorrectCvc', 'WRONG_SECURITY_CODE'],
    ['chargeDeclinedProcessingError', 'TRY_AGAIN'],
  ])('a decline (%s) is told as %s, and another card pays the same order', async (card, reason) => {
    const buyer = till.buyer();
    const made = await till.order(buyer, [await anyCourse()]);
    await till.pay(made, `pm_card_${card}`);
    await till.settle();
    const declined = await till.see(buyer, made.order.id);
    expect(declined).toMatchObject({ state: 'PENDING_PAYMENT', payment: { decline: { reason } } });
    // Nobody but the bank tells a thief that a card was reported.
    expect(JSON.stringify(declined)).not.toMatch(/lost|stolen|fraud/i);
    await till.pay(made);
    await till.settle();
    expect(await till.see(buyer, made.order.id)).toMatchObject({ state: 'PAID', payment: { decline: null } });
  });

  it("on the provider's page a client needs no code for payments", async () => {
    const [buyer, courseId] = [till.buyer(), await anyCourse()];
    const page = { successUrl: 'http://localhost:4000/thanks', cancelUrl: 'http://localhost:4000/cart' };
    const made = await till.order(buyer, [courseId], { payment: { page, saveCard: true } });
    expect(made).toMatchObject({ clientSecret: null, pageUrl: expect.stringContaining('/c/pay/cs_') });
    await till.payOnPage(made.pageUrl);
    await till.settle();
    expect(await till.see(buyer, made.order.id)).toMatchObject({ state: 'PAID', payment: { state: 'SUCCEEDED' } });
    expect(await cardsOf(buyer.id, buyer)).toMatchObject([{ last4: '4242', isDefault: true }]);
  });

  it.each([
    ['EUR', 49, 50],
    ['JPY', 49, 50],
    ['HUF', 17_499, 17_500],
  ])('in %s, %s is refused before anybody is asked: cards are charged with %s', async (currency, less, least) => {
    const sold = async (minor: number) => {
      const price = { currency, minor: `${minor}` };
      const { courseId } = await till.course({ prices: [price, ...(currency === 'EUR' ? [] : [inEuros])] });
      return till.input([courseId], { currency, expectedTotal: `${minor}` });
    };
    const [buyer, before] = [till.buyer(), till.emulator.control.requests().length];
    expect(await till.checkout(buyer, await sold(less))).toMatchObject({
      __typename: 'AmountTooSmall',
      code: 'AMOUNT_TOO_SMALL',
      minimum: { minor: `${least}`, currency },
    });
    expect([till.emulator.control.requests().length, await ordersOf(buyer.id)]).toEqual([before, 0]);
    expect(await till.checkout(buyer, await sold(least))).toMatchObject({ __typename: 'CheckoutPayload' });
  });

  it('an amount that the provider does not take makes no order that waits for ever', async () => {
    const { courseId } = await till.course({ prices: [{ currency: 'EUR', minor: '100000000' }] });
    const buyer = till.buyer();
    expect(await codeOf(buyer, till.input([courseId], { expectedTotal: '100000000' }))).toBe('PAYMENT_REFUSED');
    expect(await house.as().db.findOneByOrFail(Order, { userId: buyer.id! })).toMatchObject({ state: 'CANCELLED' });
  });
});

describe('Price snapshot', () => {
  it('what was repriced after the buyer saw it is not ordered: they hear the new price', async () => {
    const [buyer, courseId] = [till.buyer(), await anyCourse()];
    await reprice(courseId, '5900');
    expect(await till.checkout(buyer, till.input([courseId]))).toMatchObject({
      __typename: 'PriceChanged',
      code: 'PRICE_CHANGED',
      quote: { total: { minor: '5900', currency: 'EUR' } },
    });
    expect(await ordersOf(buyer.id)).toBe(0);
  });

  it('what is repriced after it was ordered is paid, taxed and shared as it was', async () => {
    const [buyer, course] = [till.buyer(), await till.course({ instructorIds: [randomUUID(), randomUUID()] })];
    const coupon = (await house.make(couponFactory, [{}]))[0]!;
    const { quote } = await till.checkout(
      buyer,
      till.input([course.courseId], { place: { country: 'DE', isBusiness: false }, couponCodes: [coupon.code] }),
    );
    const given = { couponCodes: [coupon.code], place: { country: 'DE', isBusiness: false } };
    const made = await till.order(buyer, [course.courseId], { ...given, expectedTotal: quote.total.minor });
    const frozen = () => house.as().db.query(`SELECT * FROM order_line WHERE order_id = $1`, [made.order.id]);
    const [before] = (await frozen()) as Record<string, unknown>[];
    expect(before).toMatchObject({ tax: { rate: '19', jurisdiction: 'DE', isInclusive: true }, list_minor: '4900' });
    expect(before!['shares']).toMatchObject([{ basisPoints: 3500 }, { basisPoints: 3500 }]);
    await reprice(course.courseId, '100');
    await till.pay(made);
    await till.settle();
    expect(await frozen()).toEqual([before]);
    expect(await till.see(buyer, made.order.id)).toMatchObject({ state: 'PAID', total: quote.total });
    const { receivedMinor } = await house.as().db.findOneByOrFail(Payment, { orderId: made.order.id });
    expect(receivedMinor.toString()).toBe(quote.total.minor);
  });

  it('the database itself refuses to change what was ordered', async () => {
    const made = await till.order(till.buyer(), [await anyCourse()]);
    const change = house.as().db.query('UPDATE order_line SET list_minor = 1 WHERE order_id = $1', [made.order.id]);
    await expect(change).rejects.toThrow('What was ordered does not change');
  });
});

describe('Checkout', () => {
  it('a course already owned is refused; so is one that is not sold, and one of another organisation', async () => {
    const [buyer, owned, open] = [till.buyer(), await anyCourse(), await anyCourse()];
    await house.deliver('entitlement.granted', {
      entitlementId: randomUUID(),
      userId: buyer.id!,
      courseId: owned,
      organisationId: null,
      source: 'GIFT',
      expiresAt: null,
    });
    const { courseId: draft } = await till.course({ status: 'DRAFT' });
    const { courseId: others } = await till.course({ organisationId: randomUUID() });
    const refusal = async (courseId: string) => (await till.checkout(buyer, till.input([open, courseId]))).__typename;
    expect(await refusal(owned)).toBe('AlreadyOwned');
    expect([await refusal(draft), await refusal(others), await refusal(randomUUID())]).toEqual([
      'CourseUnavailable',
      'CourseUnavailable',
      'CourseUnavailable',
    ]);
    expect(await ordersOf(buyer.id)).toBe(0);
  });

  it('the same key is the same order, also many at once; the same key with another body is an error', async () => {
    const [buyer, courseId] = [till.buyer(), await anyCourse()];
    const input = till.input([courseId]);
    const before = intentsBegun();
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => till.checkout(buyer, input)));
    outcomes.push(await till.checkout(buyer, input));
    expect(new Set(outcomes.map(({ order }) => order.id)).size).toBe(1);
    expect(new Set(outcomes.map(({ clientSecret }) => clientSecret)).size).toBe(1);
    expect([await ordersOf(buyer.id), intentsBegun() - before]).toEqual([1, 1]);
    const place = { country: 'US', region: 'CA' };
    expect(await codeOf(buyer, { ...input, place })).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await till.order(till.buyer(), [courseId])).not.toMatchObject({ order: { id: outcomes[0]!.order.id } });
  });

  it('across a crash: the answer of the provider is lost, and the same key leads to the same order and payment', async () => {
    const [buyer, courseId] = [till.buyer(), await anyCourse()];
    const [input, before] = [till.input([courseId]), intentsBegun()];
    // The SDK itself tries three times.
    till.emulator.control.fail({ method: 'POST', path: '/v1/payment_intents', how: 'after', times: 3 });
    expect(await codeOf(buyer, input)).toBe('PAYMENTS_UNAVAILABLE');
    const made = await till.checkout(buyer, input);
    await till.pay(made);
    await till.settle();
    expect(await till.see(buyer, made.order.id)).toMatchObject({ state: 'PAID' });
    expect([await ordersOf(buyer.id), intentsBegun() - before]).toEqual([1, 1]);
  });

  it('across a crash: nobody asks again, and a job completes the order with the saved card', async () => {
    const [buyer, courseId] = [till.buyer(), await anyCourse()];
    const paymentMethodId = await till.saveCard(buyer);
    till.emulator.control.fail({ path: '/v1/payment_intents', how: 'before', times: 3 });
    const input = till.input([courseId], { payment: { paymentMethodId } });
    expect(await codeOf(buyer, input)).toBe('PAYMENTS_UNAVAILABLE');
    const { id } = await house.as().db.findOneByOrFail(Order, { userId: buyer.id! });
    expect(await till.see(buyer, id)).toMatchObject({ state: 'CREATED', payment: null });
    await till.settle();
    expect(await till.see(buyer, id)).toMatchObject({ state: 'PAID' });
  });

  it('across a crash: where the job finds the saved card declined, the buyer, who got no answer, has a letter', async () => {
    const [buyer, courseId] = [till.buyer(), await anyCourse()];
    const paymentMethodId = await till.saveCard(buyer, 'pm_card_chargeCustomerFail');
    till.emulator.control.fail({ path: '/v1/payment_intents', how: 'before', times: 3 });
    const receiptEmail = 'absent@example.test';
    expect(await codeOf(buyer, till.input([courseId], { receiptEmail, payment: { paymentMethodId } }))).toBe(
      'PAYMENTS_UNAVAILABLE',
    );
    await till.settle();
    await till.settle();
    expect(lettersTo(receiptEmail)).toMatchObject([
      {
        subject: 'Your payment failed',
        text: expect.stringMatching(/The bank declined the payment[^]*waits for another way to pay/),
      },
    ]);
  });

  it('what costs nothing is paid at once, without the provider', async () => {
    const [buyer, courseId] = [till.buyer(), await anyCourse()];
    const coupon = (await house.make(couponFactory, [{ discount: { basisPoints: 10_000 } }]))[0]!;
    const before = till.emulator.control.requests().length;
    const made = await till.order(buyer, [courseId], { couponCodes: [coupon.code], expectedTotal: '0' });
    expect(made).toMatchObject({ clientSecret: null, order: { state: 'PAID', total: { minor: '0' }, payment: null } });
    expect(till.emulator.control.requests().length).toBe(before);
    expect(await house.emitted('order.paid')).toMatchObject([
      { orderId: made.order.id, userId: buyer.id, lines: [{ courseId, userId: buyer.id }] },
    ]);
    expect((await till.checkout(buyer, till.input([courseId]))).__typename).toBe('AlreadyOwned');
  });
});

describe('what is not paid in time', () => {
  it('expires, gives the coupon back, and cannot be paid any more', async () => {
    const [buyer, courseId] = [till.buyer(), await anyCourse()];
    const coupon = (await house.make(couponFactory, [{ usageLimit: 1 }]))[0]!;
    const { quote } = await till.checkout(buyer, till.input([courseId], { couponCodes: [coupon.code] }));
    const given = { couponCodes: [coupon.code], expectedTotal: quote.total.minor };
    const made = await till.order(buyer, [courseId], given);
    const taken = async () => (await house.as().db.findOneByOrFail(Coupon, { id: coupon.id })).taken;
    expect(await taken()).toBe(1);
    await expire();
    expect(await till.see(buyer, made.order.id)).toMatchObject({ state: 'EXPIRED', payment: { state: 'CANCELLED' } });
    expect(await taken()).toBe(0);
    await expect(till.pay(made)).rejects.toThrow();
  });

  it('whose last attempt was declined is told so by a letter, once; who never tried, or called it off, is not', async () => {
    const [tried, idle, quit] = ['tried@example.test', 'idle@example.test', 'quit@example.test'];
    const [buyer, other] = [till.buyer(), till.buyer()];
    const made = await till.order(buyer, [await anyCourse()], { receiptEmail: tried });
    await till.pay(made, 'pm_card_visa_chargeDeclinedInsufficientFunds');
    await till.order(other, [await anyCourse()], { receiptEmail: idle });
    const called = await till.order(buyer, [await anyCourse()], { receiptEmail: quit });
    await till.pay(called, 'pm_card_visa_chargeDeclined');
    await till.settle();
    expect(lettersTo(tried)).toEqual([]);
    await cancel(buyer, called.order.id);
    await expire();
    await expire();
    expect(lettersTo(tried)).toMatchObject([
      {
        subject: 'Your payment failed',
        text: expect.stringMatching(/not enough money[^]*was given up. You paid nothing, and may order anew/),
      },
    ]);
    expect(lettersTo(tried)[0]!.text).toContain(made.order.id);
    expect([...lettersTo(idle), ...lettersTo(quit)]).toEqual([]);
  });

  it('on the page, too', async () => {
    const page = { successUrl: 'http://localhost:4000/', cancelUrl: 'http://localhost:4000/' };
    const [buyer, courseId] = [till.buyer(), await anyCourse()];
    const made = await till.order(buyer, [courseId], { payment: { page } });
    house.clock.advance({ minutes: 59 });
    await expireOrders.run(house.as(), {});
    await till.settle();
    expect(await till.see(buyer, made.order.id)).toMatchObject({ state: 'PENDING_PAYMENT' });
    await expire();
    expect(await till.see(buyer, made.order.id)).toMatchObject({ state: 'EXPIRED' });
  });

  it('but was paid a moment before, without anybody hearing of it: it is paid', async () => {
    const [buyer, courseId] = [till.buyer(), await anyCourse()];
    const made = await till.order(buyer, [courseId]);
    till.emulator.control.hold();
    await till.pay(made);
    await expire();
    await till.emulator.control.release();
    await till.settle();
    expect(await till.see(buyer, made.order.id)).toMatchObject({ state: 'PAID' });
  });

  it('is cancelled by its buyer: what was cancelled is not expired, and what is paid stays paid', async () => {
    const buyer = till.buyer();
    const made = await till.order(buyer, [await anyCourse()]);
    expect(await cancel(buyer, made.order.id)).toEqual({ cancelOrder: { order: { state: 'CANCELLED' } } });
    const paid = await till.order(buyer, [await anyCourse()]);
    await till.pay(paid);
    expect(await cancel(buyer, paid.order.id)).toEqual({ cancelOrder: { order: { state: 'PAID' } } });
  });

  it('money that comes for an order that is over goes back by itself', async () => {
    const buyer = till.buyer();
    const made = await till.order(buyer, [await anyCourse()]);
    await house.as().db.update(Order, made.order.id, { state: OrderState.EXPIRED, expiresAt: null });
    await till.pay(made);
    await till.settle();
    expect(await till.see(buyer, made.order.id)).toMatchObject({ state: 'EXPIRED', payment: { state: 'SUCCEEDED' } });
    const charges = await till.stripe.charges.list({ payment_intent: intentOf(made.clientSecret) });
    expect(charges.data).toMatchObject([{ amount: 4900, amount_refunded: 4900 }]);
  });

  it('a payment that is left open when its order is over is called off', async () => {
    const made = await till.order(till.buyer(), [await anyCourse()]);
    await house.as().db.update(Order, made.order.id, { state: OrderState.CANCELLED, expiresAt: null });
    house.clock.advance({ minutes: 10 });
    await reconcilePayments.run(house.as(), {});
    await till.settle();
    expect(await house.as().db.findOneByOrFail(Payment, { orderId: made.order.id })).toMatchObject({
      state: 'CANCELLED',
    });
  });
});

describe('saved cards', () => {
  const PAY = `mutation ($input: PayOrderInput!) { payOrder(input: $input) { order { state payment { state } } } }`;

  it('are charged at once; one that is declined leaves the order to another one', async () => {
    const [buyer, courseId] = [till.buyer(), await anyCourse()];
    const broken = await till.saveCard(buyer, 'pm_card_chargeCustomerFail');
    const sound = await till.saveCard(buyer);
    const made = await till.order(buyer, [courseId], { payment: { paymentMethodId: broken } });
    expect(made.order).toMatchObject({ state: 'PENDING_PAYMENT', payment: { decline: { reason: 'CARD_DECLINED' } } });
    const input = { id: made.order.id, paymentMethodId: sound, idempotencyKey: 'again' };
    expect(await house.data(PAY, { viewer: buyer, variables: { input } })).toEqual({
      payOrder: { order: { state: 'PAID', payment: { state: 'SUCCEEDED' } } },
    });
    const again = await house.run(PAY, { viewer: buyer, variables: { input } });
    expect(again.errors?.[0]?.extensions?.['code']).toBe('ORDER_NOT_OPEN');
  });

  it('are listed with the default one first, which another one takes the place of when it is removed', async () => {
    const buyer = till.buyer();
    const list = () => cardsOf(buyer.id, buyer);
    const first = await till.saveCard(buyer);
    const second = await till.saveCard(buyer, 'pm_card_mastercard');
    expect(await list()).toMatchObject([
      { id: first, brand: 'visa', isDefault: true },
      { id: second, brand: 'mastercard', isDefault: false },
    ]);
    const change = (name: string, id: string) =>
      house.data(`mutation ($id: ID!) { ${name}(input: { id: $id }) { paymentMethods { id } } }`, {
        viewer: buyer,
        variables: { id },
      });
    await change('setDefaultPaymentMethod', second);
    expect(await list()).toMatchObject([{ id: second }, { id: first }]);
    await change('removePaymentMethod', second);
    expect(await list()).toMatchObject([{ id: first, isDefault: true }]);
    await till.settle();
    expect(await list()).toHaveLength(1);
    const { customerId } = await house.as().db.findOneByOrFail(ProviderCustomer, { userId: buyer.id! });
    expect((await till.stripe.customers.listPaymentMethods(customerId)).data).toHaveLength(1);
  });

  it('appear and go by what the provider tells, too', async () => {
    const buyer = till.buyer();
    const id = await till.saveCard(buyer);
    const { providerId } = await house.as().db.findOneByOrFail(PaymentMethod, { id });
    await till.stripe.paymentMethods.detach(providerId);
    await till.settle();
    expect(await cardsOf(buyer.id, buyer)).toEqual([]);
  });
});

describe('Existence', () => {
  it("somebody else's order, and card, are found by no door", async () => {
    const [buyer, stranger, courseId] = [till.buyer(), till.buyer(), await anyCourse()];
    const card = await till.saveCard(buyer);
    const { order } = await till.order(buyer, [courseId]);
    const ask = (query: string, variables: object) =>
      house.run(query, { viewer: stranger, variables: variables as Record<string, unknown> });
    const doors: readonly (readonly [string, object])[] = [
      [`query ($id: ID!) { order(id: $id) { id } }`, { id: order.id }],
      [`query ($id: ID!) { paymentMethod(id: $id) { id } }`, { id: card }],
      [`query ($id: ID!) { orders(filter: { buyerId: $id }) { nodes { id } } }`, { id: buyer.id }],
      [
        `query ($id: ID!) { _entities(representations: [{ __typename: "User", id: $id }]) {
          ... on User { orders { nodes { id } } paymentMethods { id } } } }`,
        { id: buyer.id },
      ],
    ];
    for (const [query, variables] of doors) {
      const { data } = await ask(query, variables);
      expect(JSON.stringify(data)).not.toMatch(new RegExp(`${order.id}|${card}`));
    }
    const changes: readonly (readonly [string, object])[] = [
      [`mutation ($id: ID!) { cancelOrder(input: { id: $id }) { order { id } } }`, { id: order.id }],
      [`mutation ($id: ID!) { payOrder(input: { id: $id, idempotencyKey: "k" }) { order { id } } }`, { id: order.id }],
      [`mutation ($id: ID!) { setDefaultPaymentMethod(input: { id: $id }) { paymentMethods { id } } }`, { id: card }],
      [`mutation ($id: ID!) { removePaymentMethod(input: { id: $id }) { paymentMethods { id } } }`, { id: card }],
      [CHECKOUT, { input: till.input([courseId], { payment: { paymentMethodId: card } }) }],
    ];
    for (const [query, variables] of changes) {
      const { errors } = await ask(query, variables);
      expect(errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
    }
    const [setup] = (await till.stripe.setupIntents.list({ limit: 1 })).data;
    const { errors } = await ask(
      `mutation ($id: ID!) { confirmPaymentMethod(input: { setupId: $id }) { paymentMethod { id } } }`,
      { id: setup?.id },
    );
    expect(errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
    expect(await till.see(buyer, order.id)).toMatchObject({ state: 'PENDING_PAYMENT' });
  });

  it('payments are listed for the staff of their seller, narrowed by what they ask; what one paid is in one’s orders', async () => {
    const [buyer, organisationId] = [till.buyer(), randomUUID()];
    const member = person(buyer.id!, { organisations: [organisationId] });
    const { courseId } = await till.course({ organisationId });
    const made = await till.order(member, [courseId]);
    await till.pay(made, 'pm_card_visa_chargeDeclinedInsufficientFunds');
    await till.settle();
    const listed = async (viewer: Viewer, filter: object = {}) => {
      const query = `query ($filter: PaymentFilter) { payments(filter: $filter) { nodes { amount { minor } order { id } decline { reason } } } }`;
      const variables = { filter: { organisationId, ...filter } };
      return (await house.data<{ payments: { nodes: object[] } }>(query, { viewer, variables })).payments.nodes;
    };
    const staff = person(randomUUID(), {
      organisations: [organisationId],
      grants: [grant('finance', ['payments.read'], { organisationId })],
    });
    const shown = [
      { amount: { minor: '4900' }, order: { id: made.order.id }, decline: { reason: 'INSUFFICIENT_FUNDS' } },
    ];
    expect(await listed(staff)).toEqual(shown);
    const now = house.clock.now();
    for (const [filter, found] of [
      [{ states: ['REQUIRES_PAYMENT_METHOD'], declines: ['INSUFFICIENT_FUNDS'], buyerId: buyer.id }, shown],
      [{ orderId: made.order.id, until: new Date(now.getTime() + 1_000) }, shown],
      [{ states: ['SUCCEEDED'] }, []],
      [{ declines: ['CARD_DECLINED'] }, []],
      [{ from: new Date(now.getTime() + 1_000) }, []],
      [{ organisationId: randomUUID() }, []],
    ] as const)
      expect([filter, await listed(staff, filter)]).toEqual([filter, found]);
    const market = person(randomUUID(), { grants: [grant('finance', ['payments.manage'])] });
    for (const viewer of [member, market, till.buyer()]) expect(await listed(viewer)).toEqual([]);
  });

  it('the client secret is in the answer to the checkout, and nowhere else', async () => {
    const fields = Object.values(house.subgraph.schema.getTypeMap()).flatMap((type) =>
      'getFields' in type && typeof type.getFields === 'function'
        ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`)
        : [],
    );
    expect(fields.filter((field) => /secret/i.test(field)).toSorted()).toEqual([
      'AddPaymentMethodPayload.clientSecret',
      'CheckoutPayload.clientSecret',
      'PayOrderPayload.clientSecret',
      'SetSubscriptionPaymentMethodPayload.clientSecret',
      'SubscribePayload.clientSecret',
    ]);
    const { clientSecret } = await till.order(till.buyer(), [await anyCourse()]);
    const rows = await house.as().db.query(`SELECT payment::text FROM payment`);
    expect(JSON.stringify(rows)).not.toContain(clientSecret!.split('_secret_')[1]);
  });
});
