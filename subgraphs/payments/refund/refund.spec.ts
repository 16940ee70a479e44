import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../kit/identity/viewer';
import { grant, person } from '../../../kit/testing/viewers';
import { couponFactory } from '../coupon/coupon.factory';
import { CreditNote } from '../invoice/credit-note.entity';
import { Till, type ShownOrder } from '../testing/till';
import { Refund } from './refund.entity';
import { sendRefund } from './refund.jobs';

const till = new Till({ REFUNDS_PER_YEAR: '2' });
const { house } = till;

beforeEach(() => house.clock.advance({ hours: 2 }));

const REFUND = 'refund { id state reason note amount { minor currency } lines { amount { minor } line { id state } } }';
const REQUEST = `mutation ($input: RequestRefundInput!) { result: requestRefund(input: $input) { __typename
  ... on RefundRefused { reason line { id } } ... on RequestRefundPayload { ${REFUND} order { state } } } }`;
const BY_STAFF = `mutation ($input: RefundOrderInput!) { result: refundOrder(input: $input) { __typename
  ... on RefundExceedsPaid { available { minor } } ... on RefundOrderPayload { ${REFUND} } } }`;
const RESOLVE = `mutation ($input: ResolveRefundTaskInput!) { resolveRefundTask(input: $input) {
  refund { id state resolution resolutionNote } retry { id state } } }`;

interface Result {
  readonly __typename: string;
  readonly reason?: string;
  readonly available?: { minor: string };
  readonly refund: { id: string; state: string; amount: { minor: string } };
}

let keys = 0;
const staffOf = (organisationId: string | null = null): Viewer =>
  person(randomUUID(), {
    organisations: organisationId ? [organisationId] : [],
    grants: [grant('finance', ['payments.manage'], { organisationId })],
  });
const staff = staffOf();

async function send(query: string, viewer: Viewer, input: object) {
  keys += 1;
  const variables = { input: { idempotencyKey: `refund-${keys}`, ...input } };
  return house.run(query, { viewer, variables });
}

async function ask(query: string, viewer: Viewer, input: object): Promise<Result> {
  const { data, errors } = await send(query, viewer, input);
  if (errors) throw new Error(JSON.stringify(errors));
  return (data as unknown as { result: Result }).result;
}

const request = (viewer: Viewer, ...orderLineIds: string[]): Promise<Result> => ask(REQUEST, viewer, { orderLineIds });
const give = (
  { id: orderId }: ShownOrder,
  lines: { orderLineId: string; amount?: object }[],
  more: object = {},
): Promise<Result> => ask(BY_STAFF, staff, { orderId, lines, reason: 'A broken lesson.', ...more });

/** Something bought, paid and handed over. */
async function bought({
  courses = 1,
  card = 'pm_card_visa',
  organisationId = null as string | null,
  buyer = till.buyer(),
} = {}) {
  const made = [];
  for (let count = 0; count < courses; count += 1) made.push((await till.course({ organisationId })).courseId);
  const begun = await till.order(buyer, made);
  await till.pay(begun, card);
  await till.settle();
  await till.answer(begun.order);
  await till.settle();
  const order = await till.see(buyer, begun.order.id);
  return { buyer, order, courseIds: made, lines: order.lines.map(({ id }) => id), line: order.lines[0]!.id };
}

const refundsOf = (orderId: string): Promise<Refund[]> =>
  house.as().db.find(Refund, { where: { orderId }, order: { createdAt: 'ASC', id: 'ASC' } });
const atProvider = async (orderId: string): Promise<number> => {
  const { data } = await till.stripe.refunds.list({ limit: 100 });
  const ours = (await refundsOf(orderId)).map(({ id }) => id);
  return data
    .filter(({ metadata, status }) => status === 'succeeded' && ours.includes(metadata!['lyceum_refund']!))
    .reduce((sum, { amount }) => sum + amount, 0);
};
const ledger = async (account: string, lineId: string): Promise<bigint> => {
  const [row] = await house
    .as()
    .db.query<[{ minor: string }]>(
      `SELECT coalesce(sum(minor), 0)::text AS minor FROM ledger_entry WHERE account = $1 AND line_id = $2`,
      [account, lineId],
    );
  return BigInt(row.minor);
};
/** Events about refunds that nobody has heard yet, of one order. */
const told = async (orderId: string) =>
  (await house.emitted('order.refunded')).filter((event) => event.orderId === orderId);

async function refundability(viewer: Viewer, { id }: ShownOrder) {
  const { order } = await house.data<{ order: { lines: { refundability: object }[] } }>(
    `query ($id: ID!) { order(id: $id) { lines { refundability { allowed reason until amount { minor } } } } }`,
    { viewer, variables: { id } },
  );
  return order.lines.map((line) => line.refundability);
}

describe('Refund: by the buyer', () => {
  it('the money goes back first, then the course, with its letter, credit note and ledger; the same key asks once', async () => {
    const { buyer, order, line } = await bought();
    expect(await refundability(buyer, order)).toMatchObject([
      { allowed: true, reason: null, amount: { minor: '4900' } },
    ]);
    const input = { orderLineIds: [line], reason: 'Not for me.', idempotencyKey: 'once' };
    const first = await ask(REQUEST, buyer, input);
    expect(first).toMatchObject({
      __typename: 'RequestRefundPayload',
      refund: { state: 'REQUESTED', reason: 'BUYER', note: 'Not for me.', lines: [{ line: { state: 'FULFILLED' } }] },
      order: { state: 'FULFILLED' },
    });
    expect(await refundability(buyer, order)).toMatchObject([{ allowed: false, reason: 'UNDER_WAY' }]);
    expect((await ask(REQUEST, buyer, input)).refund.id).toBe(first.refund.id);
    expect(await told(order.id)).toEqual([]);
    const letters = house.house.mailer.letters.length;
    await sendRefund.run(house.as(), { refundId: first.refund.id });
    expect(await told(order.id)).toMatchObject([{ lines: [{ lineId: line, userId: buyer.id }] }]);
    await till.settle();
    expect(await till.see(buyer, order.id)).toMatchObject({ state: 'REFUNDED', lines: [{ state: 'REFUNDED' }] });
    expect(await atProvider(order.id)).toBe(4900);
    expect(await ledger('provider:clearing', line)).toBe(0n);
    expect(await house.as().db.countBy(CreditNote, { refundId: first.refund.id })).toBe(1);
    expect(house.house.mailer.letters.slice(letters).map(({ subject }) => subject)).toEqual(['Your refund']);
    expect(await request(buyer, line)).toMatchObject({ __typename: 'RefundRefused', reason: 'REFUNDED' });
  });

  it('a partial refund keeps the other course', async () => {
    const { buyer, order, lines } = await bought({ courses: 2 });
    await request(buyer, lines[0]!);
    await till.settle();
    expect(await till.see(buyer, order.id)).toMatchObject({
      state: 'PARTIALLY_REFUNDED',
      lines: [{ state: 'REFUNDED' }, { state: 'FULFILLED' }],
    });
    expect(await ledger('provider:clearing', lines[1]!)).toBe(4_900n);
    await request(buyer, lines[1]!);
    await till.settle();
    expect(await till.see(buyer, order.id)).toMatchObject({ state: 'REFUNDED' });
  });

  it('the boundary second: the last one of the window is granted, the next is not', async () => {
    const [early, late] = [await bought(), await bought()];
    const [{ until }] = (await refundability(early.buyer, early.order)) as [{ until: Date }];
    const left = new Date(until).getTime() - house.clock.now().getTime();
    house.clock.advance({ seconds: Math.floor(left / 1000) - 1 });
    expect(await request(early.buyer, early.line)).toMatchObject({ __typename: 'RequestRefundPayload' });
    house.clock.advance({ seconds: 1 });
    expect(await request(late.buyer, late.line)).toMatchObject({ __typename: 'RefundRefused', reason: 'WINDOW_OVER' });
    await till.settle();
  });

  it('limits on consumption and repetition', async () => {
    const { buyer, line, courseIds } = await bought();
    const lessons = Array.from({ length: 10 }, (_, index) => ({ lessonId: randomUUID(), isRequired: index < 5 }));
    const usual = { title: 'A lesson', kind: 'ARTICLE', isPreview: false, hasContent: true, contentId: null } as const;
    await house.deliver('curriculum.published', {
      courseId: courseIds[0]!,
      organisationId: null,
      revision: 1,
      sections: [
        {
          sectionId: randomUUID(),
          title: 'All',
          lessons: lessons.map((lesson) => ({ ...usual, ...lesson, durationSeconds: 60, releaseRules: [] })),
        },
      ],
    });
    const learn = async (index: number): Promise<void> => {
      const facts = { userId: buyer.id!, courseId: courseIds[0]!, lessonId: lessons[index]!.lessonId };
      await house.deliver('lesson.completed', { ...facts, completedAt: house.clock.now().toISOString() });
    };
    for (const index of [0, 1, 7, 8]) await learn(index);
    expect(await request(buyer, line)).toMatchObject({ reason: 'CONSUMED' });
    const others = [await bought({ buyer }), await bought({ buyer }), await bought({ buyer })];
    const outcomes = await Promise.all(others.map((other) => request(buyer, other.line)));
    expect(outcomes.map(({ reason, __typename }) => reason ?? __typename).toSorted()).toEqual(
      ['LIMIT_REACHED', 'RequestRefundPayload', 'RequestRefundPayload'].toSorted(),
    );
    await till.settle();
  });

  it('refund, then buy again: what was is history, and the course is bought anew', async () => {
    const { buyer, order, line, courseIds } = await bought();
    await request(buyer, line);
    await till.settle();
    const again = await till.order(buyer, courseIds);
    await till.pay(again);
    await till.settle();
    await till.answer(again.order);
    await till.settle();
    expect(await till.see(buyer, again.order.id)).toMatchObject({
      state: 'FULFILLED',
      lines: [{ state: 'FULFILLED' }],
    });
    expect(await till.see(buyer, order.id)).toMatchObject({ state: 'REFUNDED', lines: [{ state: 'REFUNDED' }] });
    await request(buyer, again.order.lines[0]!.id);
    await till.settle();
    expect(await atProvider(again.order.id)).toBe(4900);
  });
});

describe('Refund: by staff', () => {
  it('20 concurrent refunds never exceed what was captured', async () => {
    const { order, line } = await bought();
    const amount = { minor: '700', currency: 'EUR' };
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => give(order, [{ orderLineId: line, amount }])));
    expect(outcomes.filter(({ __typename }) => __typename === 'RefundOrderPayload')).toHaveLength(7);
    await till.settle();
    expect(await atProvider(order.id)).toBe(4900);
    expect(await till.see(staff, order.id)).toMatchObject({ state: 'REFUNDED' });
    expect(await ledger('provider:clearing', line)).toBe(0n);
  });

  it('a part of one thing leaves it with its learner, whatever the window says', async () => {
    const { buyer, order, line } = await bought();
    house.clock.advance({ days: 40 });
    await give(order, [{ orderLineId: line, amount: { minor: '1000', currency: 'EUR' } }]);
    await till.settle();
    expect(await till.see(buyer, order.id)).toMatchObject({
      state: 'PARTIALLY_REFUNDED',
      lines: [{ state: 'FULFILLED', refunded: { minor: '1000' } }],
    });
    const more = { orderLineId: line, amount: { minor: '3901', currency: 'EUR' } };
    expect(await give(order, [more])).toMatchObject({ available: { minor: '3900' } });
    expect(await give(order, [{ orderLineId: line }])).toMatchObject({ refund: { amount: { minor: '3900' } } });
    await till.settle();
    expect(await atProvider(order.id)).toBe(4900);
  });

  it('amounts are of the order’s currency, and more than nothing', async () => {
    const { order, line: orderLineId } = await bought();
    for (const amount of [
      { minor: '100', currency: 'JPY' },
      { minor: '0', currency: 'EUR' },
      { minor: '-5', currency: 'EUR' },
    ]) {
      const lines = [{ orderLineId, amount }];
      const { errors } = await send(BY_STAFF, staff, { orderId: order.id, lines, reason: 'No.' });
      expect(errors?.[0]?.extensions?.['code']).toBe('BAD_INPUT');
    }
  });

  it('a zero-amount order is refunded without the provider', async () => {
    const { courseId } = await till.course();
    const buyer = till.buyer();
    const order = await free(buyer, courseId);
    const refunds = till.emulator.control.events('refund.created').length;
    expect(await request(buyer, order.lines[0]!.id)).toMatchObject({ refund: { state: 'SUCCEEDED' } });
    await till.settle();
    expect(await till.see(buyer, order.id)).toMatchObject({ state: 'REFUNDED', lines: [{ state: 'REFUNDED' }] });
    expect(till.emulator.control.events('refund.created')).toHaveLength(refunds);
    expect(await give(order, [{ orderLineId: order.lines[0]!.id }])).toMatchObject({ available: { minor: '0' } });
  });

  it('a foreign person, and staff of another organisation, find nothing', async () => {
    const [A, B] = [randomUUID(), randomUUID()];
    const member = (grants = false) =>
      person(randomUUID(), {
        organisations: [A],
        grants: grants ? [grant('finance', ['payments.manage'], { organisationId: A })] : [],
      });
    const { order, line, buyer } = await bought({ organisationId: A, buyer: member() });
    const lines = [{ orderLineId: line }];
    const codeOf = async (query: string, viewer: Viewer, input: object) =>
      (await send(query, viewer, input)).errors?.[0]?.extensions?.['code'];
    for (const viewer of [till.buyer(), member(), staffOf(B), staff, member(true)])
      expect(await codeOf(REQUEST, viewer, { orderLineIds: [line] })).toBe('NOT_FOUND');
    for (const viewer of [till.buyer(), member(), staffOf(B), staff, buyer])
      expect(await codeOf(BY_STAFF, viewer, { orderId: order.id, lines, reason: 'Mine.' })).toBe('NOT_FOUND');
    const { refund } = await ask(BY_STAFF, member(true), { orderId: order.id, lines, reason: 'Ours.' });
    const see = async (viewer: Viewer) =>
      (await house.data<{ refund: unknown }>(`query ($id: ID!) { refund(id: $id) { id } refunds { nodes { id } } }`, {
        viewer,
        variables: { id: refund.id },
      })) as { refund: unknown; refunds?: { nodes: { id: string }[] } };
    for (const viewer of [till.buyer(), member(), staffOf(B), staff])
      expect(await see(viewer)).toMatchObject({ refund: null });
    for (const viewer of [buyer, member(true)]) expect(await see(viewer)).toMatchObject({ refund: { id: refund.id } });
    await till.settle();
  });
});

describe('Refund: at the provider', () => {
  it('a pending refund waits: the course stays until the money is on its way', async () => {
    const { buyer, order, line } = await bought({ card: 'pm_card_pendingRefund' });
    await request(buyer, line);
    await till.settle();
    expect(await refundsOf(order.id)).toMatchObject([{ state: 'PENDING' }]);
    expect(await till.see(buyer, order.id)).toMatchObject({ state: 'FULFILLED', lines: [{ state: 'FULFILLED' }] });
    house.clock.advance({ minutes: 11 });
    await till.settle();
    expect(await refundsOf(order.id)).toMatchObject([{ state: 'SUCCEEDED' }]);
    expect(await till.see(buyer, order.id)).toMatchObject({ state: 'REFUNDED' });
  });

  it('a failed refund comes back as an open task; access stays as decided; another try is another refund', async () => {
    const { buyer, order, line } = await bought({ card: 'pm_card_refundFail' });
    await request(buyer, line);
    await till.settle();
    house.clock.advance({ minutes: 11 });
    await till.settle();
    const [refund] = await refundsOf(order.id);
    expect(refund).toMatchObject({ state: 'FAILED' });
    expect(await till.see(buyer, order.id)).toMatchObject({ lines: [{ state: 'REFUNDED', refunded: { minor: '0' } }] });
    expect(await ledger('provider:clearing', line)).toBe(4_900n);
    const tasks = async (viewer: Viewer) =>
      (
        await house.data<{ refundTasks: { nodes: { id: string }[] } }>(`{ refundTasks { nodes { id failure } } }`, {
          viewer,
        })
      ).refundTasks.nodes;
    expect(await tasks(staff)).toMatchObject([{ id: refund!.id, failure: expect.any(String) }]);
    expect(await tasks(buyer)).toEqual([]);
    const resolve = (viewer: Viewer, resolution: string) =>
      house.run(RESOLVE, {
        viewer,
        variables: { input: { refundId: refund!.id, resolution, note: 'Asked the bank.' } },
      });
    expect((await resolve(buyer, 'CLOSED')).errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
    expect(await resolve(staff, 'RETRIED')).toMatchObject({
      data: { resolveRefundTask: { refund: { resolution: 'RETRIED' }, retry: { state: 'REQUESTED' } } },
    });
    expect((await resolve(staff, 'CLOSED')).errors?.[0]?.extensions?.['code']).toBe('REFUND_TASK_DONE');
    await till.settle();
    expect(await refundsOf(order.id)).toMatchObject([{ state: 'FAILED' }, { state: 'SUCCEEDED' }]);
    expect(await ledger('provider:clearing', line)).toBe(0n);
    // It fails anew after the emulator's ten minutes; that is another task.
    house.clock.advance({ minutes: 11 });
    await till.settle();
    expect(await tasks(staff)).toHaveLength(1);
    expect(await house.as().db.countBy(CreditNote, { orderId: order.id })).toBe(1);
  });

  it('a crash between asking and hearing: the job asks again, and it is paid once', async () => {
    const { buyer, order, line } = await bought();
    const { refund } = await request(buyer, line);
    till.emulator.control.fail({ method: 'POST', path: '/v1/refunds', how: 'after', times: 3 });
    await sendRefund.run(house.as(), { refundId: refund.id }).catch(() => null);
    await till.settle();
    await sendRefund.run(house.as(), { refundId: refund.id });
    await till.settle();
    expect(await refundsOf(order.id)).toMatchObject([{ state: 'SUCCEEDED' }]);
    expect(await atProvider(order.id)).toBe(4900);
  });

  it('refunds shuffled and doubled with webhooks come to the same end', async () => {
    for (const seed of [1, 2, 3]) {
      till.emulator.control.disturb({ seed, duplicate: 0.5, shuffle: 6 });
      const { buyer, order, lines } = await bought({ courses: 2, card: 'pm_card_pendingRefund' });
      await Promise.all(lines.map((line) => request(buyer, line)));
      await till.settle();
      house.clock.advance({ minutes: 11 });
      await till.settle();
      till.emulator.control.disturb(null);
      await till.settle();
      expect(await till.see(buyer, order.id)).toMatchObject({ state: 'REFUNDED' });
      expect(await atProvider(order.id)).toBe(9800);
      for (const line of lines) expect(await ledger('provider:clearing', line)).toBe(0n);
    }
  });
});

/** A course that a coupon of 100 % paid for. */
async function free(buyer: Viewer, courseId: string): Promise<ShownOrder> {
  const [coupon] = await house.make(couponFactory, [{ discount: { basisPoints: 10_000 } }]);
  const given = { couponCodes: [coupon!.code], expectedTotal: '0' };
  const { order } = await till.order(buyer, [courseId], given);
  await till.answer(order);
  await till.settle();
  return order;
}
