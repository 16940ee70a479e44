import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../kit/identity/viewer';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, grant, person } from '../../../kit/testing/viewers';
import { payments } from '..';
import { courseFactory } from '../course/course.factory';
import { orderFactory } from '../order/order.factory';
import { OrderState } from '../order/order.states';
import { QuoteService } from '../pricing/quote.service';
import { Coupon } from './coupon.entity';
import { couponFactory } from './coupon.factory';
import type { CreateCouponInput } from './coupon.input';
import { CouponReservations, releaseExpiredCoupons } from './coupon.reservations';
import { CouponService } from './coupon.service';

const house = subgraphTest(payments);
const admin = administrator(randomUUID());

beforeEach(() => house.clock.advance({ days: 1 }));

const make = async (given: Partial<CreateCouponInput> = {}): Promise<Coupon> =>
  (await house.make(couponFactory, [given]))[0]!;
const release = () => releaseExpiredCoupons.run(house.as(), {});
const anyone = () => person(randomUUID());
const inHalfAnHour = () => new Date(house.clock.now().getTime() + 1_800_000);
const taken = async ({ id }: Coupon) => (await house.as().db.findOneByOrFail(Coupon, { id })).taken;

function reserve(
  coupons: readonly Coupon[],
  { userId = randomUUID(), orderId = randomUUID() }: { userId?: string; orderId?: string } = {},
) {
  const appliedCoupons = coupons.map(({ id, code }) => ({ id, code, minor: 100n }));
  const input = { orderId, userId, expiresAt: inHalfAnHour(), quote: { appliedCoupons } };
  return house.as(person(userId)).transaction((tx) => tx.get(CouponReservations).reserve(input));
}

async function price(viewer: Viewer, couponCodes: string[], courses: { courseId: string }[] = []) {
  const wanted = courses.map(({ courseId }) => ({ key: courseId, courseId, bundleId: null, gift: null }));
  const request = { wanted, currency: 'EUR', couponCodes, place: null, buyerId: viewer.id };
  return (await house.as(viewer).get(QuoteService).price(request)).quote;
}

describe('Coupons', () => {
  it('50 parallel checkouts, limit 3: exactly 3', async () => {
    const coupon = await make({ usageLimit: 3 });
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => reserve([coupon])));
    expect(outcomes.filter((refused) => refused === null)).toHaveLength(3);
    expect(outcomes.filter((refused) => refused?.reason === 'NOT_VALID')).toHaveLength(47);
    expect(await taken(coupon)).toBe(3);
  });

  it('one person uses a coupon once, however many checkouts at once', async () => {
    const coupon = await make({ usageLimit: 10 });
    const userId = randomUUID();
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => reserve([coupon], { userId })));
    expect(outcomes.filter((refused) => refused === null)).toHaveLength(1);
    expect(outcomes.filter((refused) => refused?.reason === 'USED_BEFORE')).toHaveLength(11);
    expect(await taken(coupon)).toBe(1);
  });

  it('a coupon that one person may use three times is used three times', async () => {
    const coupon = await make({ limitPerPerson: 3 });
    const userId = randomUUID();
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => reserve([coupon], { userId })));
    expect(outcomes.filter((refused) => refused === null)).toHaveLength(3);
  });

  it('an expired reservation returns, unless its order may still be paid', async () => {
    const coupon = await make({ usageLimit: 2 });
    const userId = randomUUID();
    const [pending] = await house.make(orderFactory, [{ userId }]);
    await reserve([coupon], { userId, orderId: pending!.id });
    await reserve([coupon]);
    house.clock.advance({ minutes: 29 });
    await house.settle();
    expect(await reserve([coupon])).toMatchObject({ reason: 'NOT_VALID' });
    house.clock.advance({ minutes: 1 });
    await release();
    expect(await taken(coupon)).toBe(1);
    expect(await reserve([coupon])).toBeNull();
    await house.as().db.query('UPDATE customer_order SET state = $2 WHERE id = $1', [pending!.id, OrderState.EXPIRED]);
    await release();
    expect(await taken(coupon)).toBe(1);
    expect(await reserve([coupon], { userId })).toBeNull();
  });

  it('what is committed never returns; what is released returns once', async () => {
    const coupon = await make();
    const [bought, left] = [randomUUID(), randomUUID()];
    await reserve([coupon], { orderId: bought });
    await reserve([coupon], { orderId: left });
    await house.as().transaction(async (tx) => {
      const reservations = tx.get(CouponReservations);
      await reservations.commit(bought);
      for (const orderId of [bought, left, left]) await reservations.release(orderId);
    });
    expect(await taken(coupon)).toBe(1);
  });

  it('all coupons of an order are held, or none', async () => {
    const [free, full] = [await make(), await make({ usageLimit: 1 })];
    await reserve([full]);
    expect(await reserve([free, full])).toEqual({ code: full.code, reason: 'NOT_VALID' });
    expect([await taken(free), await taken(full)]).toEqual([0, 1]);
  });

  it('checkouts with the same two coupons never wait for each other', async () => {
    const [one, other] = [await make(), await make()];
    const pairs = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? [one, other] : [other, one]));
    expect(await Promise.all(pairs.map((pair) => reserve(pair)))).toEqual(pairs.map(() => null));
    expect([await taken(one), await taken(other)]).toEqual([20, 20]);
  });

  it('a 100 % coupon leaves nothing to pay, and is still a purchase with its lines', async () => {
    const [course] = await house.make(courseFactory, [{}]);
    const coupon = await make({ discount: { basisPoints: 10_000 } });
    const quote = await price(anyone(), [coupon.code.toLowerCase()], [course!]);
    expect(quote).toMatchObject({ total: 0n, list: 4_900n, lines: [{ total: 0n, discount: 4_900n }] });
  });

  it('for a first purchase: not for who has bought before, nor while nobody knows', async () => {
    const [course] = await house.make(courseFactory, [{}]);
    const coupon = await make({ isForFirstPurchase: true });
    const [old] = await house.make(orderFactory, [{ state: OrderState.REFUNDED, paidAt: house.clock.now() }]);
    const reasonFor = async (viewer: Viewer) =>
      (await price(viewer, [coupon.code], [course!])).refusedCoupons[0]?.reason;
    expect(await reasonFor(anyone())).toBeUndefined();
    expect(await reasonFor(person(old!.userId))).toBe('FIRST_PURCHASE_ONLY');
    const guest = await house
      .as(person(randomUUID()))
      .get(QuoteService)
      .price({
        wanted: [{ key: 'a', courseId: course!.courseId, bundleId: null, gift: null }],
        currency: 'EUR',
        couponCodes: [coupon.code],
        place: null,
        buyerId: null,
      });
    expect(guest.quote.refusedCoupons).toMatchObject([{ reason: 'SIGN_IN_FIRST' }]);
  });

  it('every reason that a stranger should not learn reads the same', async () => {
    const now = house.clock.now().getTime();
    const foreign = { organisationId: randomUUID() };
    const [course] = await house.make(courseFactory, [{}]);
    const spent = await make({ usageLimit: 1 });
    await reserve([spent]);
    const hidden = [
      await make({ isActive: false }),
      await make({ startsAt: new Date(now + 1) }),
      await make({ startsAt: new Date(now - 2), endsAt: new Date(now) }),
      await make(foreign),
      spent,
    ];
    const viewer = anyone();
    for (const { code } of hidden)
      expect((await price(viewer, [code], [course!])).refusedCoupons).toEqual([
        { id: null, code, reason: 'NOT_VALID' },
      ]);
    expect((await price(viewer, ['nobody-knows-it'], [course!])).refusedCoupons).toEqual([
      { id: null, code: 'NOBODY-KNOWS-IT', reason: 'NOT_VALID' },
    ]);
  });

  it('code guessing is throttled, by any number of codes at once; right codes are no guesses', async () => {
    const coupon = await make({ limitPerPerson: 1_000 });
    const [viewer, other] = [anyone(), anyone()];
    for (let round = 0; round < 30; round += 1) await price(viewer, [coupon.code]);
    const guesses = Array.from({ length: 20 }, (_, index) => `GUESS-${index}`);
    await price(viewer, guesses);
    await expect(price(viewer, [coupon.code])).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    await expect(price(other, [coupon.code])).resolves.toBeDefined();
    await expect(
      price(
        other,
        Array.from({ length: 21 }, (_, index) => `G-${index}`),
      ),
    ).rejects.toMatchObject({
      code: 'RATE_LIMITED',
    });
    house.clock.advance({ minutes: 15 });
    await expect(price(viewer, [coupon.code])).resolves.toBeDefined();
  });
});

it("a category's coupon covers what is below it, wherever that moves", async () => {
  const [arts, music, course] = [randomUUID(), randomUUID(), randomUUID()];
  const place = { organisationId: null };
  await house.deliver('category.changed', { categoryId: music, version: 2, parentId: arts, ...place });
  await house.deliver('category.changed', { categoryId: music, version: 1, parentId: null, ...place });
  await house.deliver('category.changed', { categoryId: arts, version: 1, parentId: null, ...place });
  await house.make(courseFactory, [{ courseId: course, categoryId: music }]);
  const coupon = await make({ categoryIds: [arts] });
  const discount = async () => (await price(anyone(), [coupon.code], [{ courseId: course }])).discount;
  expect(await discount()).toBe(490n);
  await house.deliver('category.changed', { categoryId: music, version: 3, parentId: null, ...place });
  expect(await discount()).toBe(0n);
});

describe('who manages coupons', () => {
  const organisationId = randomUUID();
  const other = randomUUID();
  const staff = person(randomUUID(), {
    organisations: [organisationId, other],
    grants: [grant('finance', ['payments.manage'], { organisationId })],
  });
  const input = (over: object = {}) => ({ discount: { basisPoints: 1_500 }, ...over });
  const create = (viewer: Viewer, over: object = {}) => house.as(viewer).get(CouponService).create(input(over));

  it('Tenant: a role counts in the organisation of the coupon only', async () => {
    const coupon = await create(staff, { organisationId });
    expect(coupon.code).toMatch(/^[A-Z2-9]{10}$/);
    await expect(create(staff, { organisationId: other })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(create(staff)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const elsewhere = await make({ organisationId: other });
    const update = house.as(staff).get(CouponService).update({ id: elsewhere.id, isActive: false });
    await expect(update).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('Existence: a coupon and its list are for who reads payments there, by id, list and _entities', async () => {
    const mine = await create(staff, { organisationId, code: 'summer 26' });
    const query = `query ($id: ID!, $of: [_Any!]!, $organisationId: ID) {
      coupon(id: $id) { code } coupons(organisationId: $organisationId) { nodes { id } totalCount } found: _entities(representations: $of) { ... on Coupon { code } } }`;
    const ask = (viewer: Viewer) =>
      house.data(query, {
        viewer,
        variables: { id: mine.id, of: [{ __typename: 'Coupon', id: mine.id }], organisationId },
      });
    expect(await ask(staff)).toMatchObject({ coupon: { code: 'SUMMER26' }, found: [{ code: 'SUMMER26' }] });
    const nothing = { coupon: null, coupons: { nodes: [], totalCount: 0 }, found: [null] };
    expect(await ask(person(randomUUID(), { organisations: [organisationId] }))).toEqual(nothing);
    expect(await ask(anyone())).toEqual(nothing);
  });

  it('an instructor makes coupons for what they teach, and for nothing else; sees and changes these, and no others', async () => {
    const [teacher, colleague] = [anyone(), anyone()];
    const teaching = async (given: object = {}) =>
      (await house.make(courseFactory, [{ instructorIds: [teacher.id!, colleague.id!], ...given }]))[0]!.courseId;
    const [mine, other] = [await teaching(), await teaching()];
    const [foreign] = await house.make(courseFactory, [{}]);
    const ofHouse = await teaching({ organisationId });
    const coupon = await create(teacher, { courseIds: [mine], code: `teach-${randomUUID().slice(0, 8)}` });
    expect(coupon).toMatchObject({ ownerId: teacher.id, organisationId: null });
    expect((await price(anyone(), [coupon.code], [{ courseId: mine }])).total).toBe(4_165n);
    expect((await price(anyone(), [coupon.code], [{ courseId: other }])).total).toBe(4_900n);
    for (const wrong of [
      {},
      { courseIds: [mine, foreign!.courseId] },
      { courseIds: [ofHouse] },
      { courseIds: [mine], organisationId },
      { courseIds: [mine], categoryIds: [randomUUID()] },
      { courseIds: [mine], instructorIds: [teacher.id] },
    ])
      await expect(create(teacher, wrong)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const service = (viewer: Viewer) => house.as(viewer).get(CouponService);
    const update = (viewer: Viewer, over: object) => service(viewer).update({ id: coupon.id, ...over });
    await expect(update(teacher, { courseIds: [foreign!.courseId] })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await update(teacher, { courseIds: [mine, other] });
    const bySeller = await make({ courseIds: [mine] });
    for (const act of [
      () => update(colleague, { isActive: false }),
      () => service(colleague).delete({ id: coupon.id }),
      () => service(teacher).update({ id: bySeller.id, isActive: false }),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const listed = async (viewer: Viewer) => (await service(viewer).list({ first: 100 })).nodes.map(({ id }) => id);
    expect(await listed(teacher)).toEqual([coupon.id]);
    expect(await listed(colleague)).toEqual([]);
    expect(await listed(admin)).toEqual(expect.arrayContaining([coupon.id, bySeller.id]));
    await update(admin, { isActive: false });
    expect((await price(anyone(), [coupon.code], [{ courseId: mine }])).total).toBe(4_900n);
  });

  it('codes of an instructor are throttled: which are taken tells what a seller has', async () => {
    const teacher = anyone();
    const [course] = await house.make(courseFactory, [{ instructorIds: [teacher.id!] }]);
    const given = { courseIds: [course!.courseId] };
    for (let count = 0; count < 30; count += 1) await create(teacher, given);
    await expect(create(teacher, given)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  });

  it('changes what was said, refuses what cannot be, and deletes what nobody used', async () => {
    const { data } = await house.run(
      `mutation ($input: CreateCouponInput!) { createCoupon(input: $input) { coupon {
        id version code discount { basisPoints amount { minor } } minimum { minor currency } usageLimit taken isActive courses { id } } } }`,
      {
        viewer: admin,
        variables: {
          input: {
            code: `five-${randomUUID().slice(0, 8)}`,
            discount: { amount: { minor: '500', currency: 'EUR' } },
            minimum: { minor: '2000', currency: 'EUR' },
            usageLimit: 9,
          },
        },
      },
    );
    const { coupon } = (data as { createCoupon: { coupon: { id: string; version: number; code: string } } })
      .createCoupon;
    expect(coupon).toMatchObject({
      discount: { basisPoints: null, amount: { minor: '500' } },
      minimum: { minor: '2000', currency: 'EUR' },
      usageLimit: 9,
      taken: 0,
      courses: [],
    });
    const service = () => house.as(admin).get(CouponService);
    await service().update({ id: coupon.id, expectedVersion: 1, usageLimit: null, minimum: null });
    const changed = await house.as().db.findOneByOrFail(Coupon, { id: coupon.id });
    expect(changed).toMatchObject({ version: 2, usageLimit: null, fixedMinor: 500n, minimumMinor: null });
    await expect(service().update({ id: coupon.id, expectedVersion: 1 })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(create(admin, { code: coupon.code })).rejects.toMatchObject({ code: 'COUPON_CODE_TAKEN' });
    for (const wrong of [
      { discount: {} },
      { discount: { basisPoints: 1, amount: { minor: 1n, currency: 'EUR' } } },
      { discount: { amount: { minor: 1_005n, currency: 'KWD' } } },
      { discount: { amount: { minor: 0n, currency: 'EUR' } } },
      { minimum: { minor: -1n, currency: 'EUR' } },
      { code: '--x' },
      { endsAt: new Date(0) },
    ])
      await expect(create(admin, wrong)).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await reserve([changed]);
    await expect(service().delete({ id: coupon.id })).rejects.toMatchObject({ code: 'COUPON_IN_USE' });
    const unused = await make();
    await expect(service().delete({ id: unused.id })).resolves.toBe(unused.id);
  });
});
