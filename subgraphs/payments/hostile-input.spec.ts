import { randomUUID } from 'node:crypto';
import { isInputObjectType, isNonNullType, isRequiredInputField, type GraphQLInputObjectType } from 'graphql';
import { kitErrors } from '../../kit/errors/kit-errors';
import { buildSubgraph } from '../../kit/graphql/schema';
import { Viewer } from '../../kit/identity/viewer';
import { runsAll } from '../../kit/testing/needs';
import { administrator, person } from '../../kit/testing/viewers';
import { payments } from '.';
import { paymentsErrors } from './payments.errors';
import { makeBelongings, type Belongings } from './testing/belongings';
import { Till } from './testing/till';

const { house } = new Till({ PUBLIC_URL: 'https://lyceum.test' });
const { schema } = buildSubgraph(payments);

type Make = (own: Belongings) => Readonly<Record<string, unknown>>;

const key = () => ({ idempotencyKey: randomUUID() });
const discount = { basisPoints: 1_500 };
const prices = [{ currency: 'EUR', minor: '6000' }];
const place = { country: 'DE', region: null, vatId: null, isBusiness: false };
const page = { successUrl: 'https://lyceum.test/a', cancelUrl: 'https://lyceum.test/b' };
const terms = {
  categoryIds: [],
  startsAt: '2026-01-01T00:00:00.000Z',
  endsAt: '2028-01-01T00:00:00.000Z',
  isActive: true,
};

/** Mutations with input that they take. */
const taken: Readonly<Record<string, Make>> = {
  checkout: ({ courseId }) => ({
    items: [{ courseId, gift: { email: 'ada@example.test', message: 'For you' } }],
    currency: 'EUR',
    couponCodes: [],
    place,
    expectedTotal: '4900',
    receiptEmail: 'buyer@example.test',
    payment: { page, saveCard: true },
    ...key(),
  }),
  payOrder: ({ openOrderId }) => ({ id: openOrderId, ...key() }),
  cancelOrder: ({ openOrderId }) => ({ id: openOrderId }),
  requestRefund: ({ lineId }) => ({ orderLineIds: [lineId], reason: 'Not for me.', ...key() }),
  refundOrder: ({ orderId, lineId }) => ({
    orderId,
    lines: [{ orderLineId: lineId, amount: { minor: '100', currency: 'EUR' } }],
    reason: 'A broken lesson.',
    ...key(),
  }),
  resolveRefundTask: ({ refundId }) => ({ refundId, resolution: 'CLOSED', note: 'By bank transfer.' }),
  submitDisputeEvidence: ({ disputeId }) => ({ disputeId, evidence: 'They watched all of it.', ...key() }),
  setBillingDetails: () => ({ name: 'Ada', address: ['1 Main Street'], locale: 'en' }),
  addPaymentMethod: () => key(),
  setDefaultPaymentMethod: ({ methodId }) => ({ id: methodId }),
  removePaymentMethod: ({ methodId }) => ({ id: methodId }),
  createCoupon: ({ organisationId, courseId }) => ({
    ...terms,
    organisationId,
    courseIds: [courseId],
    instructorIds: [randomUUID()],
    minimum: { minor: '1000', currency: 'EUR' },
    usageLimit: 10,
    limitPerPerson: 1,
    discount,
  }),
  updateCoupon: ({ couponId }) => ({ ...terms, id: couponId, discount, expectedVersion: 1 }),
  deleteCoupon: ({ couponId }) => ({ id: couponId, expectedVersion: 1 }),
  createCampaign: ({ organisationId, courseId }) => ({
    ...terms,
    organisationId,
    courseIds: [courseId],
    name: 'Spring',
    discount,
  }),
  updateCampaign: ({ campaignId }) => ({ ...terms, id: campaignId, name: 'Autumn', discount, expectedVersion: 1 }),
  deleteCampaign: ({ campaignId }) => ({ id: campaignId, expectedVersion: 1 }),
  createBundle: ({ organisationId, courseId }) => ({
    organisationId,
    title: 'Both',
    description: 'All.',
    courseIds: [courseId],
    prices,
  }),
  updateBundle: ({ bundleId, courseId }) => ({ id: bundleId, title: 'All', courseIds: [courseId], expectedVersion: 1 }),
  deleteBundle: ({ bundleId }) => ({ id: bundleId, expectedVersion: 1 }),
  addToCart: ({ courseId }) => ({ courseId, gift: { email: 'ada@example.test' }, currency: 'EUR' }),
  setCartCurrency: () => ({ currency: 'USD' }),
  applyCoupon: () => ({ code: 'A-CODE' }),
  removeCoupon: () => ({ code: 'A-CODE' }),
  acceptCartPrices: () => ({}),
  revealGiftCode: ({ giftId }) => ({ id: giftId }),
  resendGift: ({ giftId }) => ({ id: giftId, email: 'grace@example.test' }),
  redeemGift: () => ({ code: 'AAAA-BBBB-CCCC-DDDD-EEEE' }),
  setAffiliateProgram: ({ organisationId }) => ({ organisationId, basisPoints: 500, windowDays: 10, isActive: true }),
  createAffiliateLink: ({ organisationId, courseId }) => ({ organisationId, courseId }),
  updateAffiliateLink: ({ linkId }) => ({ id: linkId, isActive: false, expectedVersion: 1 }),
  onboardPayouts: () => ({ country: 'DE', returnUrl: page.successUrl, refreshUrl: page.cancelUrl }),
};

/** Every mutation; of those that are not above, what they require, with nonsense of the right types at best. */
const mutations: [name: string, make: Make][] = Object.values(schema.getMutationType()!.getFields())
  .filter(({ args }) => args.length > 0)
  .map(({ name, args: [argument] }) => {
    const { type } = argument!;
    const input = isNonNullType(type) ? type.ofType : type;
    return [name, taken[name] ?? (() => namesOf(input as GraphQLInputObjectType))];
  });

function namesOf(type: GraphQLInputObjectType): Record<string, unknown> {
  const fields = Object.values(isInputObjectType(type) ? type.getFields() : {}).filter(isRequiredInputField);
  return Object.fromEntries(fields.map(({ name }) => [name, randomUUID()]));
}

const notIds = ['', 'NUL \0 byte', 'x'.repeat(100_000), '\ud800', '../../v1/customers', '🙂'];

const hostile = (others: Belongings): readonly unknown[] => [
  ...notIds,
  others.orderId,
  others.organisationId,
  -1,
  2 ** 31 - 1,
  1.5,
  '9'.repeat(40),
  '+275760-09-13T00:00:00.001Z',
  null,
  {},
  Array.from({ length: 1_000 }, () => ({ courseId: randomUUID() })),
];

/** Every place in the input, with something hostile put there. */
function* spoiled(value: unknown, bad: readonly unknown[]): Generator<unknown> {
  yield* bad;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value))
    for (const one of spoiled(inner, bad))
      yield Array.isArray(value) ? value.with(Number(name), one) : { ...value, [name]: one };
}

/** All of it where everything is run; else every third, with each mutation others. */
function* some<T>(all: Iterable<T>, turn: number): Generator<T> {
  let at = turn;
  for (const one of all) if (at++ % 3 === 0 || runsAll) yield one;
}

async function errorsOf(name: string, input: unknown, viewer: Viewer) {
  const type = String(schema.getMutationType()!.getFields()[name]!.args[0]!.type);
  const query = `mutation ($input: ${type}) { ${name}(input: $input) { __typename } }`;
  const { errors = [] } = await house.run(query, { viewer, variables: { input } });
  return errors;
}

const codesOf = (errors: Awaited<ReturnType<typeof errorsOf>>) =>
  errors.map(({ extensions }) => String(extensions?.['code']));

let everything = '';
/** Every row that mentions what belongs to somebody. */
async function rowsOf({ owner, ...ids }: Belongings): Promise<string[]> {
  const wanted = [owner.id!, ...Object.values(ids)].map((id) => `%${id}%`);
  const rows = await house.as().db.query<{ row: string }[]>(everything, [wanted]);
  return rows.map(({ row }) => row).toSorted();
}

let others: Belongings;
beforeAll(async () => {
  others = await makeBelongings(house);
  const tables = await house
    .as()
    .db.query<{ name: string }[]>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'request_key'`,
    );
  const rows = tables.map(({ name }) => `SELECT "${name}"::text AS row FROM "${name}"`);
  everything = `SELECT row FROM (${rows.join(' UNION ALL ')}) AS every (row) WHERE row LIKE ANY ($1)`;
});

it.each(Object.entries(taken))('%s takes what is right', async (name, make) => {
  const own = await makeBelongings(house);
  expect(codesOf(await errorsOf(name, make(own), own.owner))).toEqual([]);
});

const { INTERNAL_ERROR: _never, ...expected } = { ...kitErrors, ...paymentsErrors };

it.each(mutations)(
  '%s answers hostile input with a coded error or takes it, and harms nobody else',
  async (name, make) => {
    const own = await makeBelongings(house);
    const before = await rowsOf(others);
    const codes = new Set<string>();
    for (const input of some(
      spoiled(make(own), hostile(others)),
      mutations.findIndex(([of]) => of === name),
    ))
      for (const code of codesOf(await errorsOf(name, input, own.owner))) codes.add(code);
    expect(codes).toContain('BAD_INPUT');
    expect([...codes].filter((code) => !(code in expected))).toEqual([]);
    const after = new Set(await rowsOf(others));
    expect(before.filter((row) => !after.has(row))).toEqual([]);
  },
);

const ofSomebody = Object.entries(taken).filter(([, make]) => JSON.stringify(make(named('x'))).includes('x:'));

function named(mark: string): Belongings {
  const names = ['organisationId', 'courseId', 'couponId', 'campaignId', 'bundleId', 'linkId', 'openOrderId'];
  const more = ['orderId', 'lineId', 'refundId', 'disputeId', 'methodId', 'giftId'];
  return Object.fromEntries([...names, ...more].map((name) => [name, `${mark}:${name}`])) as unknown as Belongings;
}

it.each(ofSomebody)('%s: what belongs to others answers strangers like what does not exist', async (name, make) => {
  const nothing = Object.fromEntries(Object.keys(others).map((field) => [field, randomUUID()]));
  const before = await rowsOf(others);
  for (const viewer of [person(randomUUID()), Viewer.anonymous]) {
    const answer = codesOf(await errorsOf(name, make(others), viewer));
    expect(answer).toEqual(codesOf(await errorsOf(name, make(nothing as unknown as Belongings), viewer)));
    // What is sold to members only is refused by a payload, as what is not sold.
    expect(['NOT_FOUND', 'UNAUTHENTICATED', '']).toContain(answer.join());
  }
  expect(await rowsOf(others)).toEqual(before);
});

it.each(notIds.map((id) => [id.slice(0, 40), id]))('the id %j finds nothing, and hides nothing else', async (_, id) => {
  const query = `query ($id: ID!, $good: ID!, $of: [_Any!]!) {
    order(id: $id) { id } refund(id: $id) { id } dispute(id: $id) { id } coupon(id: $id) { id } campaign(id: $id) { id }
    bundle(id: $id) { id } gift(id: $id) { id } paymentMethod(id: $id) { id } good: order(id: $good) { id }
    orders(filter: { buyerId: $id }) { nodes { id } }
    _entities(representations: $of) { ... on Order { id } ... on User { orders { nodes { id } } } ... on Enrollment { order { id } } }
  }`;
  const of = ['Order', 'User', 'Enrollment'].map((__typename) => ({ __typename, id }));
  const { data, errors = [] } = await house.run(query, {
    viewer: administrator(randomUUID()),
    variables: { id, good: others.orderId, of },
  });
  expect(errors.map(({ extensions }) => extensions?.['code']).filter((code) => code !== 'BAD_INPUT')).toEqual([]);
  const { good, orders, _entities: entities, ...rest } = (data ?? {}) as Record<string, unknown>;
  if (data) expect(good).toEqual({ id: others.orderId });
  expect(Object.values(rest).filter((found) => found !== null)).toEqual([]);
  expect(JSON.stringify([orders, entities])).not.toMatch(/"id":"[^"]/);
});
