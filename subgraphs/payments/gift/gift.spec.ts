import { randomUUID } from 'node:crypto';
import { Viewer } from '../../../kit/identity/viewer';
import { administrator } from '../../../kit/testing/viewers';
import { bundleFactory } from '../bundle/bundle.factory';
import { CampaignService } from '../campaign/campaign.service';
import { AffiliateService } from '../affiliate/affiliate.service';
import { AffiliateTracking } from '../affiliate/affiliate.tracking';
import { couponFactory } from '../coupon/coupon.factory';
import { lockOrder } from '../order/order.lock';
import type { OrderLine } from '../order/order-line.entity';
import { OrderLines } from '../order/order.lines';
import { Refund, RefundReason } from '../refund/refund.entity';
import { Refunds } from '../refund/refunds';
import { RefundSettlement } from '../refund/refund.settlement';
import { Shop } from '../testing/shop';
import { Till, type Outcome } from '../testing/till';
import { Gift } from './gift.entity';

const till = new Till();
const { house } = till;
const shop = new Shop(house);
const admin = administrator(randomUUID());
const gift = { email: 'ada@example.test', message: 'For you' };

beforeEach(() => house.clock.advance({ days: 1 }));

const letters = () => house.house.mailer.letters;
const codeIn = (to: string) =>
  /Token: ([A-Z2-9-]+)/.exec(letters().findLast((letter) => letter.to === to)?.text ?? '')?.[1];

/** A gift that was paid, and its code as it was mailed. */
async function given(items: object[] = [], over: object = {}) {
  const buyer = till.buyer();
  const [courseId] = await shop.courses(1);
  const asked = items.length > 0 ? items : [{ courseId, gift }];
  const made = await till.order(buyer, [], { items: asked, expectedTotal: '4900', ...over });
  await till.pay(made);
  await till.settle();
  return { buyer, courseId: courseId!, order: made.order, code: codeIn(gift.email)! };
}

interface Redeemed {
  readonly kind: string;
  readonly code?: string;
  readonly gift?: {
    id: string;
    state: string;
    recipientEmail: string | null;
    courses: { id: string }[];
    order: object | null;
  };
}

async function redeem(viewer: Viewer, code: string): Promise<Redeemed> {
  const query = `mutation ($input: RedeemGiftInput!) { outcome: redeemGift(input: $input) { kind: __typename
    ... on RedeemGiftPayload { gift { id state recipientEmail courses { id } order { id } } } ... on Refusal { code } ... on AlreadyOwned { courses { id } } } }`;
  return (await house.data<{ outcome: Redeemed }>(query, { viewer, variables: { input: { code } } })).outcome;
}

async function mutate(viewer: Viewer, mutation: 'revealGiftCode' | 'resendGift', input: object) {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  const fields = mutation === 'revealGiftCode' ? 'code gift { state }' : 'gift { recipientEmail }';
  const query = `mutation ($input: ${type}) { outcome: ${mutation}(input: $input) { ${fields} } }`;
  return (await house.data<{ outcome: { code: string; gift: object } }>(query, { viewer, variables: { input } }))
    .outcome;
}

/** Its buyer wants the money of all of it back. */
async function askBack(viewer: Viewer, orderId: string): Promise<{ kind: string; reason?: string }> {
  const orderLineIds = (await linesOf(orderId)).map(({ id }) => id);
  const query = `mutation ($input: RequestRefundInput!) { outcome: requestRefund(input: $input) { kind: __typename
    ... on RefundRefused { reason } } }`;
  const variables = { input: { orderLineIds, idempotencyKey: orderId } };
  return (await house.data<{ outcome: { kind: string; reason?: string } }>(query, { viewer, variables })).outcome;
}

const giftOf = (orderId: string) => house.as().db.findOneByOrFail(Gift, { orderId });
const linesOf = (orderId: string) => house.as().get(OrderLines).of(orderId);

/** All money of lines goes back, as staff or the buyer would ask. */
async function refund(orderId: string, which: (line: OrderLine) => boolean = () => true): Promise<void> {
  await house.as().transaction(async (tx) => {
    const order = await lockOrder(tx, orderId);
    const lines = (await tx.get(OrderLines).of(orderId)).filter(which);
    await tx.get(Refunds).ofLines(order!, lines, RefundReason.REFUSED);
  });
  await till.settle();
}

async function owns(userId: string, courseId: string): Promise<void> {
  const right = { entitlementId: randomUUID(), userId, courseId, organisationId: null };
  await house.deliver('entitlement.granted', { ...right, source: 'ORDER', expiresAt: null });
}

describe('buying for somebody else', () => {
  it('is mailed once it is paid, and handed to nobody before', async () => {
    const buyer = till.buyer();
    const [courseId] = await shop.courses(1);
    const made = await till.order(buyer, [], { items: [{ courseId, gift }], expectedTotal: '4900' });
    await till.settle();
    const before = letters().length;
    expect(await giftOf(made.order.id)).toMatchObject({ state: 'PLANNED', email: gift.email });
    await till.pay(made);
    await till.settle();
    expect(
      letters()
        .slice(before)
        .map(({ to, subject }) => [to, subject]),
    ).toEqual(
      expect.arrayContaining([
        [gift.email, 'Somebody gave you a course'],
        ['buyer@example.test', 'Your gift is on its way'],
      ]),
    );
    const letter = letters().findLast(({ to }) => to === gift.email)!;
    expect(letter.text).toContain('They wrote: For you');
    expect(codeIn(gift.email)).toMatch(/^([A-Z2-9]{4}-){4}[A-Z2-9]{4}$/);
    const [line] = await linesOf(made.order.id);
    expect(line).toMatchObject({ state: 'PENDING', recipientId: null, buyerId: buyer.id });
  });

  it('keeps only hashes: no code stands in the database', async () => {
    const { order, code } = await given();
    const kept = await house
      .as()
      .db.query<{ hash: string }[]>('SELECT hash FROM gift_code JOIN gift ON gift.id = gift_id WHERE order_id = $1', [
        order.id,
      ]);
    expect(kept).toHaveLength(1);
    expect(kept[0]!.hash).not.toContain(code.replaceAll('-', ''));
    const jobs = await house.as().db.query<{ payload: unknown }[]>('SELECT payload FROM graphile_worker._private_jobs');
    expect(JSON.stringify(jobs)).not.toContain(code);
  });

  it('an order that is given up forgets whom it was for', async () => {
    const buyer = till.buyer();
    const [courseId] = await shop.courses(1);
    const made = await till.order(buyer, [], { items: [{ courseId, gift }], expectedTotal: '4900' });
    await house.data(`mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { order { state } } }`, {
      viewer: buyer,
      variables: { input: { id: made.order.id } },
    });
    expect(await house.as().db.countBy(Gift, { orderId: made.order.id })).toBe(0);
  });

  it('a 100 % coupon still makes an order, and a gift', async () => {
    const [coupon] = await house.make(couponFactory, [{ discount: { basisPoints: 10_000 } }]);
    const [courseId] = await shop.courses(1);
    const made = await till.order(till.buyer(), [], {
      items: [{ courseId, gift }],
      couponCodes: [coupon!.code],
      expectedTotal: '0',
    });
    await till.settle();
    expect(made.order.state).toBe('PAID');
    expect(await redeem(till.buyer(), codeIn(gift.email)!)).toMatchObject({ kind: 'RedeemGiftPayload' });
  });
});

describe('redeeming', () => {
  it('gives the course to who comes with the code, once, however it is typed', async () => {
    const { courseId, order, code } = await given();
    const [ada, other] = [till.buyer(), till.buyer()];
    const typed = code.toLowerCase().replaceAll('-', ' ');
    expect(await redeem(ada, typed)).toMatchObject({
      kind: 'RedeemGiftPayload',
      gift: { state: 'REDEEMED', courses: [{ id: courseId }], recipientEmail: null, order: null },
    });
    const [line] = await linesOf(order.id);
    expect(line!.recipientId).toBe(ada.id);
    const told = (await house.emitted('gift.redeemed')).filter(({ orderId }) => orderId === order.id);
    expect(told).toMatchObject([{ userId: ada.id, lines: [{ lineId: line!.id, courseId, userId: ada.id }] }]);
    expect(await redeem(other, code)).toMatchObject({ kind: 'GiftNotValid' });
    expect(await redeem(ada, code)).toMatchObject({ kind: 'RedeemGiftPayload' });
    expect((await house.emitted('gift.redeemed')).filter(({ orderId }) => orderId === order.id)).toHaveLength(1);
    await till.answer({ ...order, lines: [{ ...order.lines[0]!, id: line!.id }] });
    expect((await linesOf(order.id))[0]).toMatchObject({ state: 'FULFILLED' });
  });

  it('twenty people with one code at once: one gets it', async () => {
    const { code } = await given();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => redeem(till.buyer(), code)));
    expect(outcomes.filter(({ kind }) => kind === 'RedeemGiftPayload')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'GiftNotValid')).toHaveLength(19);
  });

  it('who has the course already keeps the code, for somebody else', async () => {
    const { courseId, code } = await given();
    const ada = till.buyer();
    await owns(ada.id!, courseId);
    expect(await redeem(ada, code)).toMatchObject({ kind: 'AlreadyOwned', courses: [{ id: courseId }] });
    expect(await redeem(till.buyer(), code)).toMatchObject({ kind: 'RedeemGiftPayload' });
  });

  it('a bundle comes with one code; who has some of it gets the rest', async () => {
    const courses = await shop.courses(2);
    const [bundle] = await house.make(bundleFactory, [{ courseIds: courses }]);
    const { order, code } = await given([{ bundleId: bundle!.id, gift }], { expectedTotal: '6000' });
    expect(letters().findLast(({ to }) => to === gift.email)?.text).toContain('these courses');
    const ada = till.buyer();
    await owns(ada.id!, courses[0]!);
    expect(await redeem(ada, code)).toMatchObject({ gift: { courses: courses.map((id) => ({ id })) } });
    expect((await linesOf(order.id)).map(({ recipientId }) => recipientId)).toEqual([ada.id, ada.id]);
  });

  it('guesses are throttled, and read the same, whatever is wrong with a code', async () => {
    const { order, code } = await given();
    await refund(order.id);
    const guesser = till.buyer();
    const wrong = await redeem(guesser, 'AAAA-BBBB-CCCC-DDDD-EEEE');
    expect(wrong).toEqual({ kind: 'GiftNotValid', code: 'GIFT_NOT_VALID' });
    expect(await redeem(guesser, code)).toEqual(wrong);
    for (let guess = 0; guess < 8; guess += 1) await redeem(guesser, `GUESS-${guess}`);
    await expect(redeem(guesser, 'ONE-MORE')).rejects.toThrow('RATE_LIMITED');
    await expect(redeem(Viewer.anonymous, code)).rejects.toThrow('UNAUTHENTICATED');
  });
});

describe('its buyer', () => {
  it('sees a code once: asking again makes another, and the letter’s stays good', async () => {
    const { buyer, order, code } = await given();
    const { id } = await giftOf(order.id);
    const first = await mutate(buyer, 'revealGiftCode', { id });
    const second = await mutate(buyer, 'revealGiftCode', { id });
    expect(second.code).not.toBe(first.code);
    expect(await redeem(till.buyer(), first.code)).toMatchObject({ kind: 'GiftNotValid' });
    const ada = till.buyer();
    expect(await redeem(ada, second.code)).toMatchObject({ kind: 'RedeemGiftPayload' });
    expect(await redeem(ada, code)).toMatchObject({ kind: 'RedeemGiftPayload' });
    await expect(mutate(buyer, 'revealGiftCode', { id })).rejects.toThrow('GIFT_NOT_WAITING');
  });

  it('sends the letter again, to another address, and the one before is worth nothing', async () => {
    const { buyer, order, code } = await given();
    const { id } = await giftOf(order.id);
    expect(await mutate(buyer, 'resendGift', { id, email: 'grace@example.test' })).toMatchObject({
      gift: { recipientEmail: 'grace@example.test' },
    });
    await house.settle();
    const resent = codeIn('grace@example.test')!;
    expect(await redeem(till.buyer(), code)).toMatchObject({ kind: 'GiftNotValid' });
    for (let letter = 0; letter < 4; letter += 1) await mutate(buyer, 'resendGift', { id });
    await expect(mutate(buyer, 'resendGift', { id })).rejects.toThrow('RATE_LIMITED');
    expect(await redeem(till.buyer(), resent)).toMatchObject({ kind: 'RedeemGiftPayload' });
  });

  it('Existence: nobody else sees the gift, its address or its code', async () => {
    const { buyer, order } = await given();
    const { id } = await giftOf(order.id);
    const query = `query ($id: ID!, $order: ID!, $of: [_Any!]!) { gift(id: $id) { id recipientEmail } order(id: $order) { gifts { id } }
      found: _entities(representations: $of) { ... on Gift { id } } }`;
    const variables = { id, order: order.id, of: [{ __typename: 'Gift', id }] };
    const seen = (viewer: Viewer) => house.data(query, { viewer, variables });
    expect(await seen(buyer)).toEqual({
      gift: { id, recipientEmail: gift.email },
      order: { gifts: [{ id }] },
      found: [{ id }],
    });
    expect(await seen(admin)).toMatchObject({ gift: { id, recipientEmail: null } });
    expect(await seen(till.buyer())).toEqual({ gift: null, order: null, found: [null] });
    await expect(mutate(admin, 'revealGiftCode', { id })).rejects.toThrow('NOT_FOUND');
    await expect(mutate(till.buyer(), 'resendGift', { id })).rejects.toThrow('NOT_FOUND');
  });
});

describe('Refund', () => {
  it('an unredeemed gift is given back, and its code is worth nothing then', async () => {
    const { order, code } = await given();
    await refund(order.id);
    expect((await giftOf(order.id)).state).toBe('REVOKED');
    expect(await redeem(till.buyer(), code)).toMatchObject({ kind: 'GiftNotValid' });
  });

  it('of a bundle that went back in part the rest can still be redeemed', async () => {
    const courses = await shop.courses(2);
    const [bundle] = await house.make(bundleFactory, [{ courseIds: courses }]);
    const { order, code } = await given([{ bundleId: bundle!.id, gift }], { expectedTotal: '6000' });
    await refund(order.id, ({ position }) => position === 0);
    const ada = till.buyer();
    expect(await redeem(ada, code)).toMatchObject({ kind: 'RedeemGiftPayload' });
    expect((await linesOf(order.id)).map(({ recipientId }) => recipientId)).toEqual([null, ada.id]);
  });

  it('what is on its way back cannot be redeemed any more; if that fails, it can', async () => {
    const { buyer, order, code } = await given();
    expect(await askBack(buyer, order.id)).toEqual({ kind: 'RequestRefundPayload' });
    expect(await redeem(till.buyer(), code)).toMatchObject({ kind: 'GiftNotValid' });
    expect((await giftOf(order.id)).state).toBe('ISSUED');
    const { id } = await house.as().db.findOneByOrFail(Refund, { orderId: order.id });
    await house.as().transaction((tx) => tx.get(RefundSettlement).refused(id, 'declined'));
    expect(await redeem(till.buyer(), code)).toMatchObject({ kind: 'RedeemGiftPayload' });
  });

  it('what was redeemed is not given back to its buyer, who asks for it', async () => {
    const { buyer, order, code } = await given();
    await redeem(till.buyer(), code);
    expect(await askBack(buyer, order.id)).toEqual({ kind: 'RefundRefused', reason: 'GIFT_REDEEMED' });
  });

  it('redeemed and asked back at once: one of both, and never the course with the money', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { buyer, order, code } = await given();
      const both = [() => redeem(till.buyer(), code), () => askBack(buyer, order.id)];
      const outcomes = await Promise.all((round % 2 === 0 ? both : both.toReversed()).map((ask) => ask()));
      const kinds = outcomes.map(({ kind }) => kind).toSorted();
      expect([
        ['RedeemGiftPayload', 'RefundRefused'],
        ['GiftNotValid', 'RequestRefundPayload'],
      ]).toContainEqual(kinds);
      await till.settle();
      const isRedeemed = kinds[0] === 'RedeemGiftPayload';
      expect((await giftOf(order.id)).state).toBe(isRedeemed ? 'REDEEMED' : 'REVOKED');
      expect((await linesOf(order.id))[0]!.state).toBe(isRedeemed ? 'PENDING' : 'REFUNDED');
    }
  });

  it('what was redeemed and given back ends for who redeemed it', async () => {
    const { order, code } = await given();
    const ada = till.buyer();
    await redeem(ada, code);
    await refund(order.id);
    expect((await giftOf(order.id)).state).toBe('REDEEMED');
    expect((await linesOf(order.id))[0]).toMatchObject({ state: 'REFUNDED', recipientId: ada.id });
  });
});

it('Erasure: the address and the words of a gift go with its buyer, or with who redeemed it', async () => {
  const one = await given();
  const other = await given();
  const ada = till.buyer();
  await redeem(ada, other.code);
  await house.deliver('user.erased', { userId: one.buyer.id! });
  await house.deliver('user.erased', { userId: ada.id! });
  for (const { order } of [one, other]) expect(await giftOf(order.id)).toMatchObject({ email: null, message: '' });
});

describe('from the cart to the order', () => {
  it('what is in the cart is ordered with its coupons, and leaves the cart once it is paid', async () => {
    const buyer = till.buyer();
    const [one, other, later] = await shop.courses(3);
    const [coupon] = await house.make(couponFactory, [{ courseIds: [one!] }]);
    await shop.add(buyer, { courseId: one });
    await shop.add(buyer, { courseId: other, gift });
    await shop.change(buyer, 'applyCoupon', { code: coupon!.code });
    const made = await till.order(buyer, [], { items: [], fromCart: true, expectedTotal: '9310' });
    expect((await shop.cart(buyer))?.lines).toHaveLength(2);
    await shop.add(buyer, { courseId: later });
    await till.pay(made);
    await till.settle();
    const cart = await shop.cart(buyer);
    expect(cart?.lines.map(({ course }) => course?.id)).toEqual([later]);
    expect([cart?.coupons, cart?.refusedCoupons]).toEqual([[], []]);
    expect((await linesOf(made.order.id)).map(({ recipientId }) => recipientId)).toEqual([buyer.id, null]);
  });

  it('Price snapshot: repriced after the cart, the checkout reports it; after the purchase, nothing moves', async () => {
    const buyer = till.buyer();
    const [course] = await shop.courses(1);
    await shop.add(buyer, { courseId: course });
    const campaign = await house
      .as()
      .get(CampaignService)
      .create({ name: 'Day', courseIds: [course!], discount: { basisPoints: 1_000 } });
    const checkout = (expectedTotal: string): Promise<Outcome> =>
      till.checkout(buyer, till.input([], { items: [], fromCart: true, expectedTotal }));
    expect(await checkout('4900')).toMatchObject({ __typename: 'PriceChanged', quote: { total: { minor: '4410' } } });
    const made = await checkout('4410');
    await house.as().get(CampaignService).update({ id: campaign.id, isActive: false });
    await till.pay(made);
    await till.settle();
    const [line] = await linesOf(made.order.id);
    expect(line).toMatchObject({ listMinor: 4_900n, discountMinor: 490n, grossMinor: 4_410n });
    expect(line!.reductions).toMatchObject([{ kind: 'CAMPAIGN', id: campaign.id, minor: '490' }]);
  });

  it('an empty cart, and somebody else’s, is nothing to order', async () => {
    const query = `query ($input: CheckoutQuoteInput!) { checkoutQuote(input: $input) { total { minor } } }`;
    const input = { fromCart: true, currency: 'EUR', place: { country: 'US' } };
    const { errors } = await house.run(query, { viewer: till.buyer(), variables: { input } });
    expect(errors?.[0]?.extensions?.['code']).toBe('BAD_INPUT');
  });
});

it('a commission is frozen on the line, and comes into the ledger from what the platform keeps', async () => {
  await house.as(admin).get(AffiliateService).setProgram({ basisPoints: 1_000 });
  const [ada, buyer] = [till.buyer(), till.buyer()];
  const [courseId] = await shop.courses(1, { instructorIds: [randomUUID()] });
  const link = await house.as(ada).get(AffiliateService).createLink({});
  await house.as(buyer).get(AffiliateTracking).track({ code: link.code });
  const made = await till.order(buyer, [courseId!]);
  await house.as(admin).get(AffiliateService).setProgram({ basisPoints: 5_000 });
  await till.pay(made);
  await till.settle();
  const [line] = await linesOf(made.order.id);
  expect(line).toMatchObject({ affiliateId: link.id });
  expect(line!.shares.map(({ kind, basisPoints }) => [kind, basisPoints])).toEqual([
    ['INSTRUCTOR', 7_000],
    ['AFFILIATE', 1_000],
  ]);
  const [balance] = await house
    .as()
    .db.query<{ minor: string }[]>('SELECT sum(minor) AS minor FROM ledger_entry WHERE account = $1', [
      `affiliate:${ada.id}:payable`,
    ]);
  expect(BigInt(balance!.minor)).toBe(-490n);
});
