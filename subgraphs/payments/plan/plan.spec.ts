import { randomUUID } from 'node:crypto';
import { Viewer } from '../../../kit/identity/viewer';
import { administrator, grant, person } from '../../../kit/testing/viewers';
import { Till } from '../testing/till';
import { planFactory } from './plan.factory';
import type { CreatePlanInput, UpdatePlanInput } from './plan.input';
import { PlanCoverage } from './plan.entity';
import { PlanMirror } from './plan.mirror';
import { PlanService } from './plan.service';
import { planMayBecome, PlanState } from './plan.states';
import { Rhythm } from './plan-price.entity';

const till = new Till();
const { house } = till;
const admin = administrator(randomUUID());
const organisationId = randomUUID();
const staff = person(randomUUID(), {
  organisations: [organisationId],
  grants: [grant('finance', ['payments.manage'], { organisationId })],
});
const member = person(randomUUID(), { organisations: [organisationId] });
const monthly = (minor: bigint, currency = 'EUR') => ({ rhythm: Rhythm.MONTHLY, amount: { minor, currency } });
const yearly = (minor: bigint, currency = 'EUR') => ({ rhythm: Rhythm.YEARLY, amount: { minor, currency } });

const wish: CreatePlanInput = {
  title: ' Everything ',
  coverage: PlanCoverage.CATALOGUE,
  courseIds: [],
  trialDays: 14,
  hasSeats: false,
  prices: [monthly(2_000n), monthly(3_000n, 'JPY'), yearly(20_000n)],
};
const create = (viewer: Viewer, given: Partial<CreatePlanInput> = {}) =>
  house
    .as(viewer)
    .get(PlanService)
    .create({ ...wish, ...given });
const update = (viewer: Viewer, input: UpdatePlanInput) => house.as(viewer).get(PlanService).update(input);

const SEEN = `query ($id: ID!, $of: [_Any!]!, $organisationId: ID) {
  plan(id: $id) { title state trialDays courses { id } prices { id rhythm amount { minor currency } } }
  plans(organisationId: $organisationId, first: 100) { nodes { id } }
  found: _entities(representations: $of) { ... on Plan { id } } }`;

interface Seen {
  readonly plan: { prices: { id: string; rhythm: string; amount: { minor: string; currency: string } }[] } | null;
  readonly plans: { nodes: { id: string }[] };
  readonly found: unknown[];
}

async function seen(viewer: Viewer, id: string): Promise<Seen & { readonly isListed: boolean }> {
  const variables = { id, of: [{ __typename: 'Plan', id }] };
  const all = await house.data<Seen>(SEEN, { viewer, variables });
  return { ...all, isListed: all.plans.nodes.some((plan) => plan.id === id) };
}

const drawn: Record<PlanState, PlanState[]> = {
  DRAFT: [PlanState.PUBLISHED, PlanState.RETIRED],
  PUBLISHED: [PlanState.RETIRED],
  RETIRED: [],
};
it.each(
  Object.values(PlanState).flatMap((from) =>
    Object.values(PlanState).map((to) => [from, to, drawn[from].includes(to)]),
  ),
)('a plan that is %s becomes %s: %s', (from, to, may) => {
  expect(planMayBecome(from as PlanState, to as PlanState)).toBe(may);
});

it('is prepared, published with a product and prices at the provider, and retired there too', async () => {
  const { id } = await create(admin);
  await till.settle();
  expect((await seen(admin, id)).plan).toMatchObject({ title: 'Everything', state: 'DRAFT', trialDays: 14 });
  const before = (await till.stripe.products.list()).data.length;
  await house.as(admin).get(PlanService).publish({ id });
  await till.settle();
  const [product] = (await till.stripe.products.list()).data;
  expect(product).toMatchObject({ name: 'Everything', active: true, metadata: { lyceum_plan: id } });
  const { data } = await till.stripe.prices.list({ product: product!.id });
  expect(
    data.map(({ unit_amount, currency, recurring }) => [unit_amount, currency, recurring?.interval]).sort(),
  ).toEqual([
    [2_000, 'eur', 'month'],
    [20_000, 'eur', 'year'],
    [3_000, 'jpy', 'month'],
  ]);
  await house.as().get(PlanMirror).mirror(id);
  expect((await till.stripe.products.list()).data).toHaveLength(before + 1);
  expect((await till.stripe.prices.list({ product: product!.id })).data).toHaveLength(3);
  await house.as(admin).get(PlanService).retire({ id });
  await till.settle();
  expect(await till.stripe.products.retrieve(product!.id)).toMatchObject({ active: false });
});

it('Price snapshot: another amount is another price, at the provider too; the old one is what it was', async () => {
  const { id } = await planFactory(house.as(), { title: 'Repriced' });
  await house.as().get(PlanMirror).mirror(id);
  const { plan: before } = await seen(admin, id);
  await update(admin, { id, prices: [monthly(2_500n), yearly(20_000n)] });
  await till.settle();
  const { plan: after } = await seen(admin, id);
  const [[oldMonthly, oldYearly], [newMonthly, newYearly]] = [before!.prices, after!.prices];
  expect(newYearly).toEqual(oldYearly);
  expect(newMonthly).toMatchObject({ amount: { minor: '2500' } });
  expect(newMonthly!.id).not.toBe(oldMonthly!.id);
  const [product] = (await till.stripe.products.list()).data;
  expect(
    (await till.stripe.prices.list({ product: product!.id })).data.map(({ unit_amount }) => unit_amount).sort(),
  ).toEqual([2_000, 20_000, 2_500]);
});

it('Existence: a draft is for who manages it, by id, list and _entities; so is one that is retired', async () => {
  const { id } = await create(staff, { organisationId });
  for (const viewer of [staff, admin])
    expect(await seen(viewer, id)).toMatchObject({ isListed: true, found: [{ id }] });
  const hidden = { plan: null, isListed: false, found: [null] };
  for (const viewer of [member, till.buyer(), Viewer.anonymous]) expect(await seen(viewer, id)).toMatchObject(hidden);
  await house.as(staff).get(PlanService).publish({ id });
  expect(await seen(member, id)).toMatchObject({ isListed: true, found: [{ id }] });
  expect(await seen(till.buyer(), id)).toMatchObject(hidden);
  await house.as(staff).get(PlanService).retire({ id });
  expect(await seen(member, id)).toMatchObject(hidden);
  await till.settle();
});

it('Tenant: one seller makes plans of its own courses, for who manages its payments', async () => {
  const [mine, market] = [await till.course({ organisationId }), await till.course()];
  const missing = { code: 'NOT_FOUND' };
  const some = (courseId: string) => ({ coverage: PlanCoverage.COURSES, courseIds: [courseId] });
  await expect(create(member, { organisationId })).rejects.toMatchObject(missing);
  await expect(create(staff)).rejects.toMatchObject(missing);
  await expect(create(staff, { organisationId, ...some(market.courseId) })).rejects.toMatchObject(missing);
  await expect(create(Viewer.anonymous)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  const { id } = await create(staff, { organisationId, ...some(mine.courseId) });
  const [theirs] = await house.make(planFactory, [{}]);
  for (const plan of [theirs!.id, randomUUID()]) {
    await expect(update(staff, { id: plan, title: 'Mine' })).rejects.toMatchObject(missing);
    await expect(house.as(staff).get(PlanService).retire({ id: plan })).rejects.toMatchObject(missing);
  }
  expect((await seen(staff, id)).plan).toMatchObject({ courses: [{ id: mine.courseId }] });
});

it('costs something, in EUR too; what it opens is fixed once it is published; one version at a time', async () => {
  const refused = { code: 'BAD_INPUT' };
  for (const prices of [[monthly(5n, 'USD')], [monthly(0n)], [monthly(1n), monthly(2n)]])
    await expect(create(admin, { prices })).rejects.toMatchObject(refused);
  await expect(create(admin, { coverage: PlanCoverage.COURSES })).rejects.toMatchObject(refused);
  await expect(create(admin, { courseIds: [randomUUID()] })).rejects.toMatchObject(refused);
  const { courseId } = await till.course();
  const { id, version } = await planFactory(house.as(), { courseIds: [courseId] });
  await expect(update(admin, { id, courseIds: [courseId] })).rejects.toMatchObject({ code: 'PLAN_STATE' });
  await update(admin, { id, title: 'Other', expectedVersion: version });
  await expect(update(admin, { id, title: 'Again', expectedVersion: version })).rejects.toMatchObject({
    code: 'CONFLICT',
  });
  await house.as(admin).get(PlanService).retire({ id });
  await expect(update(admin, { id, title: 'Again' })).rejects.toMatchObject({ code: 'PLAN_STATE' });
  await expect(house.as(admin).get(PlanService).publish({ id })).rejects.toMatchObject({ code: 'PLAN_STATE' });
  await till.settle();
});

it('a course tells of the plans that open it: its own, and those for all of its seller', async () => {
  const [{ courseId }, other, foreign] = [
    await till.course(),
    await till.course(),
    await till.course({ organisationId }),
  ];
  house.clock.advance({ minutes: 1 });
  const [some] = await house.make(planFactory, [{ courseIds: [courseId], title: 'Some' }]);
  await house.make(planFactory, [{ courseIds: [courseId], state: PlanState.DRAFT }]);
  const ask = `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on Course { plans { id title } } } }`;
  const of = [courseId, other.courseId, foreign.courseId].map((id) => ({ __typename: 'Course', id }));
  const { found } = await house.data<{ found: { plans: { id: string }[] | null }[] }>(ask, { variables: { of } });
  expect(found[0]!.plans![0]).toMatchObject({ id: some!.id });
  expect(found[1]!.plans!.map(({ id }) => id)).not.toContain(some!.id);
  expect(found[2]!.plans).toBeNull();
  const statements = (count: number) => house.statements(ask, { variables: { of: of.slice(0, count) } });
  expect(await statements(2)).toBe(await statements(1));
});

it('N+1: a page of plans costs as many statements with one as with twenty', async () => {
  const list = `query ($first: Int) { plans(first: $first) { nodes { title prices { amount { minor } } courses { id } } } }`;
  const { courseId } = await till.course();
  await house.make(
    planFactory,
    Array.from({ length: 15 }, () => ({ courseIds: [courseId] })),
  );
  const statements = (first: number) => house.statements(list, { variables: { first } });
  expect(await statements(15)).toBe(await statements(1));
});
