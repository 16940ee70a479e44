import { randomUUID } from 'node:crypto';
import { Viewer } from '../../../kit/identity/viewer';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import { payments } from '..';
import { bundleFactory } from '../bundle/bundle.factory';
import { campaignFactory } from '../campaign/campaign.factory';
import { couponFactory } from '../coupon/coupon.factory';
import { paid } from '../course/course.factory';
import { courseIdsOf, Shop } from '../testing/shop';
import { Cart } from './cart.entity';
import { forgetGuestCarts } from './cart.events';
import { cartToken } from './cart.token';

const house = subgraphTest(payments);
const shop = new Shop(house);
const guest = Viewer.anonymous;

beforeEach(() => house.clock.advance({ days: 1 }));

/** What `courses` says of a course later on. */
async function changed(courseId: string, version: number, over: object): Promise<void> {
  const usual = { slug: courseId, title: 'A course', organisationId: null, instructorIds: [], prices: paid, runs: [] };
  await house.deliver('course.changed', { courseId, version, status: 'PUBLISHED', ...usual, ...over });
}

const right = (userId: string, courseId: string) => ({
  entitlementId: randomUUID(),
  userId,
  courseId,
  organisationId: null,
  source: 'ADMIN' as const,
  expiresAt: null,
});

async function owns(userId: string, courseId: string): Promise<void> {
  await house.deliver('entitlement.granted', right(userId, courseId));
}

describe('a guest', () => {
  it('has a cart from the first thing on, which opens with its token only', async () => {
    const [one, other] = await shop.courses(2);
    const made = await shop.add(guest, { courseId: one });
    expect(made.token).toBeTruthy();
    const grown = await shop.add(guest, { courseId: other, token: made.token });
    expect(grown.id).toBe(made.id);
    expect(grown.version).toBeGreaterThan(made.version);
    expect(courseIdsOf(await shop.guestCart(made.token!))).toEqual([one, other]);
    expect(grown.subtotal.minor).toBe('9800');
  });

  it('leaves nothing behind where the first thing was refused', async () => {
    const before = await house.as().db.countBy(Cart, {});
    expect(await shop.change(guest, 'addToCart', { courseId: randomUUID() })).toMatchObject({
      kind: 'CourseUnavailable',
      code: 'COURSE_UNAVAILABLE',
    });
    expect(await house.as().db.countBy(Cart, {})).toBe(before);
  });

  it('who does not come back for sixty days has no cart any more', async () => {
    const [course] = await shop.courses(1);
    const { token } = await shop.add(guest, { courseId: course });
    house.clock.advance({ days: 59 });
    await forgetGuestCarts.run(house.as(), {});
    expect(await shop.guestCart(token!)).not.toBeNull();
    house.clock.advance({ days: 2 });
    await forgetGuestCarts.run(house.as(), {});
    expect(await shop.guestCart(token!)).toBeNull();
  });
});

describe('Existence: a foreign cart is not found by any door', () => {
  it('by token: forged, cut, of another cart, or of a person', async () => {
    const [course] = await shop.courses(1);
    const { token } = await shop.add(guest, { courseId: course });
    const owner = shop.anyone();
    const own = await shop.add(owner, { courseId: course });
    expect(own.token).toBeNull();
    const [body] = token!.split('.');
    const forged = [
      `${Buffer.from(own.id).toString('base64url')}.${token!.split('.')[1]}`,
      `${body}.`,
      `${body}.${'A'.repeat(43)}`,
      body!,
      '',
      'x'.repeat(10_000),
      cartToken(house.house.secrets, own.id),
      cartToken(house.house.secrets, randomUUID()),
    ];
    for (const wrong of forged) {
      expect(await shop.guestCart(wrong)).toBeNull();
      if (wrong.length > 200) continue;
      await expect(shop.change(guest, 'removeFromCart', { token: wrong, lineId: own.lines[0]!.id })).rejects.toThrow(
        'NOT_FOUND',
      );
      await expect(shop.add(guest, { token: wrong, courseId: course })).rejects.toThrow('NOT_FOUND');
    }
    await expect(shop.change(guest, 'removeFromCart', { lineId: own.lines[0]!.id })).rejects.toThrow('NOT_FOUND');
    expect((await shop.cart(owner))?.lines).toHaveLength(1);
  });

  it('by person, by id, by line and through _entities', async () => {
    const [course] = await shop.courses(1);
    const [owner, stranger] = [shop.anyone(), shop.anyone()];
    const own = await shop.add(owner, { courseId: course });
    const byId = async (viewer: Viewer) =>
      (
        await house.data<{ found: unknown[] }>(
          `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on Cart { id } } }`,
          { viewer, variables: { of: [{ __typename: 'Cart', id: own.id }] } },
        )
      ).found;
    expect(await byId(owner)).toEqual([{ id: own.id }]);
    const { token, id } = await shop.add(guest, { courseId: course });
    for (const viewer of [stranger, guest]) {
      expect(await byId(viewer)).toEqual([null]);
      expect(await shop.cart(viewer, owner.id)).toBeNull();
    }
    await expect(shop.change(stranger, 'removeFromCart', { lineId: own.lines[0]!.id })).rejects.toThrow('NOT_FOUND');
    // Who is signed in has their own cart, whatever token they send.
    expect(courseIdsOf((await shop.add(stranger, { courseId: course, token })) ?? null)).toEqual([course]);
    expect((await shop.cart(stranger))?.id).not.toBe(id);
  });

  it('an API key has no cart', async () => {
    const [course] = await shop.courses(1);
    const claims = { sessionId: null, grants: [], organisations: [], scopes: [] };
    const key = new Viewer({ kind: 'service', id: randomUUID(), ...claims });
    await expect(shop.add(key, { courseId: course })).rejects.toThrow('UNAUTHENTICATED');
  });

  it("Tenant: an organisation's course is not sold to who does not belong to it", async () => {
    const organisationId = randomUUID();
    const [course] = await shop.courses(1, { organisationId });
    const member = person(randomUUID(), { organisations: [organisationId] });
    expect(courseIdsOf(await shop.add(member, { courseId: course }))).toEqual([course]);
    const [absent] = [randomUUID()];
    const outcome = (courseId: string) => shop.change(shop.anyone(), 'addToCart', { courseId });
    expect(await outcome(course!)).toEqual(await outcome(absent));
  });
});

describe('what is not sold', () => {
  it('owned, taught, free, withdrawn and doubled courses are refused, with why', async () => {
    const buyer = shop.anyone();
    const [owned, doubled] = await shop.courses(2);
    const [taught] = await shop.courses(1, { instructorIds: [buyer.id!] });
    const [free] = await shop.courses(1, { prices: [{ currency: 'EUR', minor: '0' }] });
    const [draft] = await shop.courses(1, { status: 'DRAFT' });
    const [unpriced] = await shop.courses(1, { prices: [] });
    await owns(buyer.id!, owned!);
    await shop.add(buyer, { courseId: doubled });
    const refused = async (courseId: string | undefined) => (await shop.change(buyer, 'addToCart', { courseId })).code;
    expect(await refused(owned)).toBe('ALREADY_OWNED');
    expect(await refused(taught)).toBe('OWN_COURSE');
    expect(await refused(free)).toBe('COURSE_FREE');
    expect(await refused(draft)).toBe('COURSE_UNAVAILABLE');
    expect(await refused(unpriced)).toBe('COURSE_UNAVAILABLE');
    expect(await refused(doubled)).toBe('BOUGHT_TWICE');
    expect(courseIdsOf(await shop.cart(buyer))).toEqual([doubled]);
  });

  it('what becomes so later stays in the cart, says why, and costs nothing', async () => {
    const buyer = shop.anyone();
    const [kept, withdrawn, owned] = await shop.courses(3);
    for (const courseId of [kept, withdrawn, owned]) await shop.add(buyer, { courseId });
    await changed(withdrawn!, 2, { status: 'ARCHIVED' });
    await owns(buyer.id!, owned!);
    const cart = await shop.cart(buyer);
    expect(cart?.lines.map(({ problem, price }) => [problem?.reason ?? null, price?.minor ?? null])).toEqual([
      [null, '4900'],
      ['UNAVAILABLE', null],
      ['ALREADY_OWNED', null],
    ]);
    expect(cart?.subtotal.minor).toBe('4900');
  });

  it('a right whose end is heard of first is no reason not to buy', async () => {
    const buyer = shop.anyone();
    const [course] = await shop.courses(1);
    const facts = right(buyer.id!, course!);
    await house.deliver('entitlement.revoked', facts);
    await house.deliver('entitlement.granted', facts);
    expect(courseIdsOf(await shop.add(buyer, { courseId: course }))).toEqual([course]);
  });

  it('a cart has at most 50 lines', async () => {
    const buyer = shop.anyone();
    const courses = await shop.courses(51);
    await shop.fill(buyer, courses.slice(0, 50));
    expect(await shop.change(buyer, 'addToCart', { courseId: courses[50] })).toMatchObject({ code: 'CART_FULL' });
  });
});

describe('Price snapshot', () => {
  it('lines are priced anew at each read, and say what changed until that is accepted', async () => {
    const buyer = shop.anyone();
    const [course] = await shop.courses(1);
    await shop.add(buyer, { courseId: course });
    const line = async () => (await shop.cart(buyer))?.lines[0];
    expect(await line()).toMatchObject({ price: { minor: '4900' }, priceChangedFrom: null });
    await changed(course!, 2, { prices: [{ currency: 'EUR', minor: '5900' }] });
    expect(await line()).toMatchObject({
      price: { minor: '5900' },
      priceChangedFrom: { minor: '4900', currency: 'EUR' },
    });
    await shop.change(buyer, 'acceptCartPrices', {});
    expect(await line()).toMatchObject({ price: { minor: '5900' }, priceChangedFrom: null });
    const [campaign] = await house.make(campaignFactory, [{ courseIds: [course!], name: 'Day' }]);
    expect(await line()).toMatchObject({
      listPrice: { minor: '5900' },
      price: { minor: '4720' },
      reductions: [{ kind: 'CAMPAIGN', label: campaign!.name, amount: { minor: '1180' } }],
      priceChangedFrom: { minor: '5900' },
    });
  });

  it('a cart whose courses have no common price is in the base currency; nothing is converted', async () => {
    const buyer = shop.anyone();
    const [both] = await shop.courses(1);
    const [euros] = await shop.courses(1, { prices: [{ currency: 'EUR', minor: '1000' }] });
    const first = await shop.add(buyer, { courseId: both, currency: 'USD' });
    expect(first).toMatchObject({ currency: 'USD', subtotal: { minor: '5400' } });
    const second = await shop.add(buyer, { courseId: euros });
    expect(second).toMatchObject({ currency: 'EUR', preferredCurrency: 'USD', subtotal: { minor: '5900' } });
    const line = second.lines.find(({ course }) => course?.id === euros)!;
    expect((await shop.change(buyer, 'removeFromCart', { lineId: line.id })).cart).toMatchObject({ currency: 'USD' });
    expect((await shop.change(buyer, 'setCartCurrency', { currency: 'JPY' })).cart).toMatchObject({
      currency: 'JPY',
      subtotal: { minor: '7300' },
    });
  });

  it('a stale expectedVersion is refused', async () => {
    const buyer = shop.anyone();
    const [course] = await shop.courses(1);
    const { version, lines } = await shop.add(buyer, { courseId: course });
    const remove = (expectedVersion: number) =>
      shop.change(buyer, 'removeFromCart', { lineId: lines[0]!.id, expectedVersion });
    await expect(remove(version - 1)).rejects.toThrow('CONFLICT');
    expect((await remove(version)).cart?.lines).toEqual([]);
  });
});

describe('coupons in a cart', () => {
  it('one that takes something off stays; what it takes off is no change of price', async () => {
    const buyer = shop.anyone();
    const [course] = await shop.courses(1);
    const [coupon] = await house.make(couponFactory, [{ courseIds: [course!] }]);
    await shop.add(buyer, { courseId: course });
    const { cart } = await shop.change(buyer, 'applyCoupon', { code: ` ${coupon!.code.toLowerCase()} ` });
    expect(cart).toMatchObject({
      coupons: [{ code: coupon!.code, amount: { minor: '490' } }],
      subtotal: { minor: '4410' },
      lines: [{ price: { minor: '4410' }, priceChangedFrom: null }],
    });
    await shop.change(buyer, 'removeFromCart', { lineId: cart!.lines[0]!.id });
    expect((await shop.cart(buyer))?.refusedCoupons).toEqual([{ code: coupon!.code, reason: 'NOT_FOR_THESE_COURSES' }]);
    expect((await shop.change(buyer, 'removeCoupon', { code: coupon!.code })).cart?.refusedCoupons).toEqual([]);
  });

  it('one that takes nothing off is refused with why, and a guess like any other', async () => {
    const buyer = shop.anyone();
    const [course] = await shop.courses(1);
    await shop.add(buyer, { courseId: course });
    const [dear, off] = await house.make(couponFactory, [
      { minimum: { minor: 10_000n, currency: 'EUR' } },
      { isActive: false },
    ]);
    const apply = (code: string) => shop.change(buyer, 'applyCoupon', { code });
    expect(await apply(dear!.code)).toMatchObject({ kind: 'CouponRefused', reason: 'MINIMUM_NOT_REACHED' });
    const { couponCode: _one, ...hidden } = await apply(off!.code);
    const { couponCode: _other, ...absent } = await apply('NOBODY-KNOWS');
    expect(hidden).toEqual(absent);
    for (let guess = 0; guess < 18; guess += 1) await apply(`GUESS-${guess}`);
    await expect(apply('ONE-MORE')).rejects.toThrow('RATE_LIMITED');
  });
});

describe('bundles and gifts in a cart', () => {
  it('a bundle takes the place of its courses, and shares its price among them exactly', async () => {
    const buyer = shop.anyone();
    const courses = await shop.courses(3);
    const [bundle] = await house.make(bundleFactory, [{ courseIds: courses, title: 'All three' }]);
    await shop.add(buyer, { courseId: courses[0] });
    const added = await shop.change(buyer, 'addToCart', { bundleId: bundle!.id });
    expect(added).toMatchObject({ replacedCourses: [{ id: courses[0] }] });
    expect(added.cart?.lines).toMatchObject([
      {
        course: null,
        bundle: { id: bundle!.id },
        listPrice: { minor: '14700' },
        price: { minor: '6000' },
        reductions: [{ kind: 'BUNDLE', label: 'All three', amount: { minor: '8700' } }],
      },
    ]);
    expect(await shop.change(buyer, 'addToCart', { courseId: courses[1] })).toMatchObject({ code: 'BOUGHT_TWICE' });
    await owns(buyer.id!, courses[2]!);
    expect((await shop.cart(buyer))?.subtotal.minor).toBe('4000');
  });

  it('a gift is for somebody else: one may own it, and give it to several', async () => {
    const buyer = shop.anyone();
    const [course] = await shop.courses(1);
    await owns(buyer.id!, course!);
    const give = (email: string, message?: string) =>
      shop.change(buyer, 'addToCart', { courseId: course, gift: { email, message } });
    await give('ada@example.test', ' For you ');
    await give('grace@example.test');
    expect(await give('ADA@example.test')).toMatchObject({ code: 'BOUGHT_TWICE' });
    expect((await shop.cart(buyer))?.lines).toMatchObject([
      { gift: { email: 'ada@example.test', message: 'For you' }, price: { minor: '4900' } },
      { gift: { email: 'grace@example.test', message: '' } },
    ]);
  });
});

describe('merging at log-in', () => {
  it('brings what was chosen, doubles nothing, and tells what did not come along', async () => {
    const buyer = shop.anyone();
    const [both, mine, theirs, owned] = await shop.courses(4);
    await owns(buyer.id!, owned!);
    const [coupon] = await house.make(couponFactory, [{}]);
    for (const courseId of [both, mine]) await shop.add(buyer, { courseId });
    const { token } = await shop.add(guest, { courseId: both });
    for (const courseId of [theirs, owned]) await shop.add(guest, { courseId, token });
    await shop.change(guest, 'applyCoupon', { token, code: coupon!.code });
    const { cart, ...merged } = await shop.change(buyer, 'mergeCart', { token });
    expect(courseIdsOf(cart ?? null)).toEqual([both, mine, theirs]);
    expect(cart?.coupons).toMatchObject([{ code: coupon!.code }]);
    expect(merged).toMatchObject({
      skipped: [
        { course: { id: both }, reason: 'TWICE' },
        { course: { id: owned }, reason: 'ALREADY_OWNED' },
      ],
    });
    expect(await shop.guestCart(token!)).toBeNull();
    const again = await shop.change(buyer, 'mergeCart', { token });
    expect([courseIdsOf(again.cart ?? null), again['skipped']]).toEqual([[both, mine, theirs], []]);
  });

  it('two merges at once bring each line once, and nobody merges without logging in', async () => {
    const buyer = shop.anyone();
    const [one, other] = await shop.courses(2);
    const { token } = await shop.add(guest, { courseId: one });
    await shop.add(guest, { courseId: other, token });
    await expect(shop.change(guest, 'mergeCart', { token })).rejects.toThrow('UNAUTHENTICATED');
    await expect(shop.change(buyer, 'mergeCart', { token: `${token}x` })).rejects.toThrow('NOT_FOUND');
    await Promise.all(Array.from({ length: 6 }, () => shop.change(buyer, 'mergeCart', { token })));
    expect(courseIdsOf(await shop.cart(buyer))).toEqual([one, other]);
  });

  it('never exceeds what a cart can have', async () => {
    const buyer = shop.anyone();
    const courses = await shop.courses(52);
    await shop.fill(buyer, courses.slice(0, 49));
    const { token } = await shop.add(guest, { courseId: courses[49] });
    for (const courseId of courses.slice(50)) await shop.add(guest, { courseId, token });
    const { cart, skipped } = await shop.change(buyer, 'mergeCart', { token });
    expect(cart?.lines).toHaveLength(50);
    expect(skipped).toMatchObject([{ reason: 'CART_FULL' }, { reason: 'CART_FULL' }]);
  });
});

it('two first things at once of one person lie in one cart', async () => {
  const buyer = shop.anyone();
  const courses = await shop.courses(6);
  await Promise.all(courses.map((courseId) => shop.add(buyer, { courseId })));
  expect(courseIdsOf(await shop.cart(buyer)).toSorted()).toEqual(courses.toSorted());
});

it('N+1: a cart costs as many statements with one line as with forty', async () => {
  const count = async (lines: number): Promise<number> => {
    const buyer = shop.anyone();
    await shop.fill(buyer, await shop.courses(lines));
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on User { cart { subtotal { minor } lines { price { minor } } } } } }`;
    return house.statements(query, { viewer: buyer, variables: { of: [{ __typename: 'User', id: buyer.id }] } });
  };
  expect(await count(40)).toBe(await count(1));
});

it("Erasure: a person's cart goes with them", async () => {
  const buyer = shop.anyone();
  const [course] = await shop.courses(1);
  await shop.add(buyer, { courseId: course, gift: { email: 'canary@example.test' } });
  await house.deliver('user.erased', { userId: buyer.id! });
  expect(await shop.cart(buyer)).toBeNull();
  const left = await house.as().db.query('SELECT FROM cart_line WHERE gift_email = $1', ['canary@example.test']);
  expect(left).toEqual([]);
});
