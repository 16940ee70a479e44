import { randomUUID } from 'node:crypto';
import { Viewer } from '../../../kit/identity/viewer';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, grant, person } from '../../../kit/testing/viewers';
import { payments } from '..';
import { Shop } from '../testing/shop';
import type { CreateBundleInput } from './bundle.input';
import { BundleService } from './bundle.service';

const house = subgraphTest(payments);
const shop = new Shop(house);
const admin = administrator(randomUUID());
const organisationId = randomUUID();
const staff = person(randomUUID(), {
  organisations: [organisationId],
  grants: [grant('finance', ['payments.manage'], { organisationId })],
});
const member = person(randomUUID(), { organisations: [organisationId] });

const create = (viewer: Viewer, given: Partial<CreateBundleInput> & Pick<CreateBundleInput, 'courseIds'>) =>
  house
    .as(viewer)
    .get(BundleService)
    .create({ title: ' Both ', prices: [{ currency: 'EUR', minor: 6_000n }], ...given });

const query = `query ($id: ID!, $of: [_Any!]!, $courseId: ID) {
  bundle(id: $id) { title isActive price { minor currency } yen: price(currency: "JPY") { currency } courses { id } }
  bundles(courseId: $courseId) { nodes { id } totalCount }
  found: _entities(representations: $of) { ... on Bundle { id } } }`;

async function seen(viewer: Viewer, id: string, courseId?: string) {
  const variables = { id, of: [{ __typename: 'Bundle', id }], courseId };
  return house.data<{ bundle: object | null; bundles: { nodes: { id: string }[] }; found: unknown[] }>(query, {
    viewer,
    variables,
  });
}

it('is sold to everyone, with its courses in their order and its own prices', async () => {
  const courseIds = (await shop.courses(3)).toReversed();
  const { id } = await create(admin, { courseIds });
  const { bundle, bundles, found } = await seen(Viewer.anonymous, id, courseIds[1]);
  expect(bundle).toEqual({
    title: 'Both',
    isActive: true,
    price: { minor: '6000', currency: 'EUR' },
    yen: { currency: 'EUR' },
    courses: courseIds.map((courseId) => ({ id: courseId })),
  });
  expect(bundles).toEqual({ nodes: [{ id }], totalCount: 1 });
  expect(found).toEqual([{ id }]);
});

it('Existence: one that is not sold is for who manages it, by id, list and _entities', async () => {
  const courseIds = await shop.courses(2, { organisationId });
  const { id } = await create(staff, { courseIds, organisationId, isActive: false });
  for (const viewer of [staff, admin])
    expect(await seen(viewer, id, courseIds[0])).toMatchObject({ bundles: { nodes: [{ id }] }, found: [{ id }] });
  for (const viewer of [member, shop.anyone(), Viewer.anonymous])
    expect(await seen(viewer, id, courseIds[0])).toEqual({
      bundle: null,
      bundles: { nodes: [], totalCount: 0 },
      found: [null],
    });
  expect(await shop.change(member, 'addToCart', { bundleId: id })).toMatchObject({ code: 'COURSE_UNAVAILABLE' });
  await house.as(staff).get(BundleService).update({ id, isActive: true });
  expect((await seen(member, id)).found).toEqual([{ id }]);
  expect((await seen(shop.anyone(), id)).found).toEqual([null]);
});

it('has a name in addresses, by which it is found by who may see it, whatever it is called later', async () => {
  const courseIds = await shop.courses(2, { organisationId });
  const given = { courseIds, organisationId, title: 'Für Anfänger: Öl & Acryl!', isActive: false };
  const [first, second] = [await create(staff, given), await create(staff, given)];
  expect(first.slug).toMatch(/^fur-anfanger-ol-and-acryl-[0-9a-f]{8}$/);
  expect(second.slug).not.toBe(first.slug);
  await house.as(staff).get(BundleService).update({ id: first.id, title: 'Oil' });
  const found = async (viewer: Viewer, slug: string) => {
    const bySlug = 'query ($slug: String!) { bundleBySlug(slug: $slug) { id slug title } }';
    return (await house.data<{ bundleBySlug: object | null }>(bySlug, { viewer, variables: { slug } })).bundleBySlug;
  };
  expect(await found(staff, first.slug.toUpperCase())).toEqual({ id: first.id, slug: first.slug, title: 'Oil' });
  for (const viewer of [member, shop.anyone(), Viewer.anonymous]) expect(await found(viewer, first.slug)).toBeNull();
  for (const slug of ['', 'nul \0', 'x'.repeat(10_000)]) expect(await found(staff, slug)).toBeNull();
});

it('Tenant: one seller sells its own courses, for who manages its payments', async () => {
  const [mine, market] = [await shop.courses(2, { organisationId }), await shop.courses(2)];
  const missing = { code: 'NOT_FOUND' };
  await expect(create(member, { courseIds: mine, organisationId })).rejects.toMatchObject(missing);
  await expect(create(staff, { courseIds: market })).rejects.toMatchObject(missing);
  await expect(create(staff, { courseIds: market, organisationId })).rejects.toMatchObject(missing);
  await expect(create(staff, { courseIds: [mine[0]!, randomUUID()], organisationId })).rejects.toMatchObject(missing);
  const bundle = await create(admin, { courseIds: market });
  const service = house.as(staff).get(BundleService);
  await expect(service.update({ id: bundle.id, courseIds: mine })).rejects.toMatchObject(missing);
  await expect(service.delete({ id: bundle.id })).rejects.toMatchObject(missing);
  await expect(create(Viewer.anonymous, { courseIds: market })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

it('is priced in EUR, for something, and changed at one version', async () => {
  const courseIds = await shop.courses(2);
  const refused = { code: 'BAD_INPUT' };
  for (const prices of [[{ currency: 'USD', minor: 5n }], [{ currency: 'EUR', minor: 0n }]])
    await expect(create(admin, { courseIds, prices })).rejects.toMatchObject(refused);
  const { id } = await create(admin, { courseIds });
  const service = house.as(admin).get(BundleService);
  await service.update({ id, title: 'Other', expectedVersion: 1 });
  await expect(service.update({ id, title: 'Again', expectedVersion: 1 })).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(await service.delete({ id, expectedVersion: 2 })).toBe(id);
});

it('N+1: a page of bundles costs as many statements with one as with twenty', async () => {
  const list = `{ bundles { nodes { title price { minor } courses { id } } } }`;
  const one = await house.statements(list);
  const courseIds = await shop.courses(2);
  for (let index = 0; index < 15; index += 1) await create(admin, { courseIds });
  expect(await house.statements(list)).toBe(one);
});
