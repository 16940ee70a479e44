import { randomUUID } from 'node:crypto';
import { Viewer } from '../../../kit/identity/viewer';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import { payments } from '..';
import { bundleFactory } from '../bundle/bundle.factory';
import { campaignFactory } from '../campaign/campaign.factory';
import { CampaignService } from '../campaign/campaign.service';
import { couponFactory } from '../coupon/coupon.factory';
import { Shop } from '../testing/shop';

const house = subgraphTest(payments);
const shop = new Shop(house);
const nobody = Viewer.anonymous;

interface Seen {
  readonly offers: { price: { minor: string; currency: string }; bundle: { id: string } | null }[] | null;
  readonly salePrice: { minor: string; currency: string } | null;
}

const fields = `salePrice(currency: $currency) { minor currency } offers(currency: $currency, couponCode: $couponCode) {
  bundle { id title } listPrice { minor currency } price { minor currency } reductions { kind label amount { minor } } refusedCoupon { code reason } }`;
const query = `query ($of: [_Any!]!, $currency: CurrencyCode, $couponCode: String) { found: _entities(representations: $of) { ... on Course { ${fields} } } }`;

async function seen(viewer: Viewer, courseIds: readonly string[], args: object = {}): Promise<Seen[]> {
  const variables = { of: courseIds.map((id) => ({ __typename: 'Course', id })), ...args };
  return (await house.data<{ found: Seen[] }>(query, { viewer, variables })).found;
}

const day = (days: number) => new Date(house.clock.now().getTime() + days * 86_400_000);

it('tells what the viewer would pay now and why: a campaign applies by itself, while it lasts', async () => {
  const [course] = await shop.courses(1);
  const [first] = await seen(nobody, [course!]);
  expect(first).toMatchObject({
    salePrice: { minor: '4900' },
    offers: [{ bundle: null, price: { minor: '4900' }, reductions: [] }],
  });
  const [campaign] = await house.make(campaignFactory, [
    { courseIds: [course!], startsAt: day(1), endsAt: day(2), discount: { amount: { minor: 900n, currency: 'EUR' } } },
  ]);
  expect((await seen(nobody, [course!]))[0]?.salePrice?.minor).toBe('4900');
  house.clock.set(day(1));
  const [during] = await seen(nobody, [course!]);
  expect(during).toMatchObject({
    salePrice: { minor: '4000' },
    offers: [
      {
        listPrice: { minor: '4900' },
        price: { minor: '4000' },
        reductions: [{ kind: 'CAMPAIGN', label: 'Spring', amount: { minor: '900' } }],
      },
    ],
  });
  expect((await seen(nobody, [course!], { currency: 'USD' }))[0]?.salePrice).toEqual({
    minor: '5400',
    currency: 'USD',
  });
  expect((await seen(nobody, [course!], { currency: 'GBP' }))[0]?.salePrice).toEqual({
    minor: '4000',
    currency: 'EUR',
  });
  await house.as().get(CampaignService).update({ id: campaign!.id, isActive: false });
  expect((await seen(nobody, [course!]))[0]?.salePrice?.minor).toBe('4900');
  await house.as().get(CampaignService).update({ id: campaign!.id, isActive: true });
  house.clock.set(day(1));
  expect((await seen(nobody, [course!]))[0]?.salePrice?.minor).toBe('4900');
});

it('tells what a code would do, and why it does nothing', async () => {
  const [one, other] = await shop.courses(2);
  const [coupon] = await house.make(couponFactory, [{ courseIds: [one!] }]);
  const [taken, refused] = await seen(shop.anyone(), [one!, other!], { couponCode: coupon!.code });
  expect(taken).toMatchObject({
    salePrice: { minor: '4900' },
    offers: [{ price: { minor: '4410' }, refusedCoupon: null }],
  });
  expect(refused).toMatchObject({
    offers: [{ price: { minor: '4900' }, refusedCoupon: { code: coupon!.code, reason: 'NOT_FOR_THESE_COURSES' } }],
  });
});

it('Aliases: a hundred codes in one request are a hundred guesses, one code for a hundred courses is one', async () => {
  const [course] = await shop.courses(1);
  const guesser = shop.anyone();
  const tries = Array.from(
    { length: 30 },
    (_, index) => `a${index}: offers(couponCode: "GUESS-${index}") { price { minor } }`,
  );
  const { errors } = await house.run(
    `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Course { ${tries.join(' ')} } } }`,
    { viewer: guesser, variables: { of: [{ __typename: 'Course', id: course }] } },
  );
  expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual(
    Array.from({ length: 10 }, () => 'RATE_LIMITED'),
  );
  const courses = await shop.courses(30);
  await expect(seen(shop.anyone(), courses, { couponCode: 'NOBODY-KNOWS' })).resolves.toHaveLength(30);
});

it('bundles are ways to buy a course; who has some of their courses pays for the others', async () => {
  const [one, other] = await shop.courses(2);
  const [bundle] = await house.make(bundleFactory, [{ courseIds: [one!, other!] }]);
  await house.make(bundleFactory, [{ courseIds: [one!], isActive: false }]);
  const buyer = shop.anyone();
  const [offers] = await seen(buyer, [one!]);
  expect(offers?.offers?.map(({ bundle: of, price }) => [of?.id ?? null, price.minor])).toEqual([
    [null, '4900'],
    [bundle!.id, '6000'],
  ]);
  await house.deliver('entitlement.granted', {
    entitlementId: randomUUID(),
    userId: buyer.id!,
    courseId: one!,
    organisationId: null,
    source: 'ORDER',
    expiresAt: null,
  });
  const [owned, half] = await seen(buyer, [one!, other!]);
  expect(owned).toEqual({ salePrice: { minor: '4900', currency: 'EUR' }, offers: [] });
  expect(half?.offers?.map(({ price }) => price.minor)).toEqual(['4900', '3000']);
  const offer = async (viewer: Viewer) =>
    (
      await house.data<{ bundle: { offer: { price: { minor: string } } | null } }>(
        `query ($id: ID!) { bundle(id: $id) { offer { price { minor } } } }`,
        { viewer, variables: { id: bundle!.id } },
      )
    ).bundle.offer?.price.minor;
  expect([await offer(nobody), await offer(buyer)]).toEqual(['6000', '3000']);
});

it('Existence: a hidden course has no price, like one that does not exist; a free one has nothing to buy', async () => {
  const organisationId = randomUUID();
  const [hidden] = await shop.courses(1, { organisationId });
  const [draft] = await shop.courses(1, { status: 'DRAFT' });
  const [free] = await shop.courses(1, { prices: [{ currency: 'EUR', minor: '0' }] });
  const nothing = { salePrice: null, offers: null };
  expect(await seen(shop.anyone(), [hidden!, draft!, randomUUID(), 'no-id', free!])).toEqual([
    nothing,
    nothing,
    nothing,
    nothing,
    { salePrice: null, offers: [] },
  ]);
  const member = person(randomUUID(), { organisations: [organisationId] });
  expect((await seen(member, [hidden!]))[0]?.offers).toHaveLength(1);
});

it('N+1: offers cost as many statements for a hundred courses as for one', async () => {
  const [coupon] = await house.make(couponFactory, [{}]);
  const viewer = shop.anyone();
  const count = async (courses: readonly string[]): Promise<number> => {
    await house.make(bundleFactory, [{ courseIds: courses.slice(0, 5) }]);
    const of = courses.map((id) => ({ __typename: 'Course', id }));
    return house.statements(query, { viewer, variables: { of, couponCode: coupon!.code } });
  };
  const category = randomUUID();
  expect(await count(await shop.courses(100, { categoryId: category }))).toBe(
    await count(await shop.courses(1, { categoryId: category })),
  );
});
