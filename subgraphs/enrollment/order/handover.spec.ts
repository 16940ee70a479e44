import { randomUUID } from 'node:crypto';
import type { EventPayload } from '../../../kit/events/catalog';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import { enrollment } from '..';
import { courseFacts, courseFactory, free, paid } from '../course/course.factory';
import { CourseService } from '../course/course.service';
import { enrollmentFactory } from '../enrollment/enrollment.factory';
import { EntitlementSource } from '../entitlement/entitlement.entity';
import { EntitlementService } from '../entitlement/entitlement.service';
import { HandoverService } from './handover.service';
import { placeFor } from './place';

const house = subgraphTest(enrollment);
const userId = () => randomUUID();
type Paid = EventPayload<'order.paid'>;

async function course(given: Parameters<typeof courseFactory>[1] = {}) {
  const [made] = await house.make(courseFactory, [{ prices: paid, ...given }]);
  return made!;
}

const lineFor = (courseId: string, buyer: string) => ({
  lineId: randomUUID(),
  courseId,
  organisationId: null,
  userId: buyer,
});

const orderOf = (...lines: Paid['lines']): Paid => ({ orderId: randomUUID(), userId: lines[0]!.userId, lines });

/** Hands the lines over and gives the answers, before they are published. */
async function handOver(order: Paid) {
  await house.as().transaction(async (tx) => {
    for (const line of order.lines) await tx.get(HandoverService).handOver(order.orderId, line);
  });
  const answers = [...(await house.emitted('order.line.fulfilled')), ...(await house.emitted('order.line.refused'))];
  await house.settle();
  return answers.filter(({ orderId }) => orderId === order.orderId);
}

async function held(buyer: string, courseId: string) {
  const [rights, stays] = await Promise.all([
    house
      .as()
      .db.query<{ source: string; isLive: boolean }[]>(
        `SELECT source, revoked_at IS NULL AS "isLive" FROM entitlement WHERE user_id = $1 AND course_id = $2 ORDER BY id`,
        [buyer, courseId],
      ),
    house
      .as()
      .db.query<{ status: string }[]>(
        `SELECT status FROM enrollment WHERE user_id = $1 AND course_id = $2 ORDER BY started_at, id`,
        [buyer, courseId],
      ),
  ]);
  return { rights, stays: stays.map(({ status }) => status) };
}

it('what was bought gives a right by its order line, and enrols where nobody has to be asked', async () => {
  const [buyer, { courseId }] = [userId(), await course()];
  const line = lineFor(courseId, buyer);
  const [answer] = await handOver(orderOf(line));
  expect(answer).toEqual({
    orderId: expect.any(String),
    lineId: line.lineId,
    entitlementId: expect.any(String),
    enrollmentId: expect.any(String),
  });
  expect(await held(buyer, courseId)).toEqual({ rights: [{ source: 'ORDER', isLive: true }], stays: ['ACTIVE'] });
});

it('what somebody else bought is a gift, is handed over once, and ends when its money goes back', async () => {
  const [learner, { courseId }] = [userId(), await course()];
  const order = orderOf(lineFor(courseId, learner));
  const facts = { ...order, giftId: userId() };
  const id = await house.deliver('gift.redeemed', facts);
  await house.deliver('gift.redeemed', facts, id);
  await house.deliver('order.paid', order);
  expect(await held(learner, courseId)).toEqual({ rights: [{ source: 'GIFT', isLive: true }], stays: ['ACTIVE'] });
  await house.deliver('order.refunded', { ...order, refundId: userId() });
  expect(await held(learner, courseId)).toEqual({ rights: [{ source: 'GIFT', isLive: false }], stays: ['REVOKED'] });
});

it('a line is handed over once, however often it is told', async () => {
  const [buyer, { courseId }] = [userId(), await course()];
  const order = orderOf(lineFor(courseId, buyer));
  await handOver(order);
  const id = await house.deliver('order.paid', order);
  await house.deliver('order.paid', order, id);
  expect(await held(buyer, courseId)).toEqual({ rights: [{ source: 'ORDER', isLive: true }], stays: ['ACTIVE'] });
});

it('of several dated runs the learner chooses; of one, nobody is asked', async () => {
  const buyer = userId();
  const several = await course({ runs: [{ capacity: 1 }, { capacity: 1 }] });
  const one = await course({ runs: [{ capacity: 1 }] });
  const answers = await handOver(orderOf(lineFor(several.courseId, buyer), lineFor(one.courseId, buyer)));
  expect(answers).toMatchObject([{ enrollmentId: null }, { enrollmentId: expect.any(String) }]);
  expect(await held(buyer, several.courseId)).toMatchObject({ rights: [{ isLive: true }], stays: [] });
});

it('what cannot be handed over is refused with the reason, and the rest of the order is not', async () => {
  const buyer = userId();
  const [sound, withdrawn, full, over] = [
    await course(),
    await course(),
    await course({ runs: [{ kind: 'SELF_PACED', capacity: 0 }] }),
    await course({ runs: [{ endsAt: '2026-01-01T00:00:00.000Z' }] }),
  ];
  const archived = courseFacts({ courseId: withdrawn.courseId, version: 2, status: 'ARCHIVED' });
  await house.as().transaction((tx) => tx.get(CourseService).take(archived));
  const answers = await handOver(
    orderOf(...[sound, withdrawn, full, over].map(({ courseId }) => lineFor(courseId, buyer))),
  );
  expect(answers.map((answer) => ('reason' in answer ? answer.reason : 'FULFILLED'))).toEqual([
    'FULFILLED',
    'COURSE_WITHDRAWN',
    'COURSE_FULL',
    'COURSE_WITHDRAWN',
  ]);
  expect(await held(buyer, full.courseId)).toEqual({ rights: [], stays: [] });
});

it('Checkout: what somebody has for good is refused; what ends some day, or comes with a subscription, is not', async () => {
  const buyer = userId();
  const { courseId: forGood } = await course();
  const { courseId: forAWhile } = await course();
  const { courseId: subscribed } = await course();
  const { courseId: gratis } = await course({ prices: free });
  await house.make(enrollmentFactory, [{ viewer: person(buyer), courseId: gratis }]);
  const grant = (courseId: string, source: EntitlementSource, expiresAt?: Date) =>
    house
      .as()
      .get(EntitlementService)
      .grant({ userId: buyer, courseId, source, expiresAt: expiresAt ?? null });
  await grant(forGood, EntitlementSource.GIFT);
  await grant(forAWhile, EntitlementSource.ADMIN, new Date('2027-01-01T00:00:00Z'));
  await grant(subscribed, EntitlementSource.SUBSCRIPTION);
  const answers = await handOver(
    orderOf(...[forGood, gratis, forAWhile, subscribed].map((courseId) => lineFor(courseId, buyer))),
  );
  const reasons = new Map(answers.flatMap((answer) => ('reason' in answer ? [[answer.lineId, answer.reason]] : [])));
  expect([answers.length, ...reasons.values()]).toEqual([4, 'ALREADY_OWNED', 'ALREADY_OWNED']);
});

it('Seats: 20 orders at once on 5 seats: 5 get in, the others hear that it is full', async () => {
  const { courseId, runs } = await course({ runs: [{ kind: 'SELF_PACED', capacity: 5 }] });
  const orders = Array.from({ length: 20 }, () => orderOf(lineFor(courseId, userId())));
  await Promise.all(
    orders.map((order) =>
      house.as().transaction((tx) => tx.get(HandoverService).handOver(order.orderId, order.lines[0]!)),
    ),
  );
  const ids = new Set(orders.map(({ orderId }) => orderId));
  const fulfilled = (await house.emitted('order.line.fulfilled')).filter(({ orderId }) => ids.has(orderId));
  const refused = (await house.emitted('order.line.refused')).filter(({ orderId }) => ids.has(orderId));
  expect([fulfilled.length, refused.length]).toEqual([5, 15]);
  expect(new Set(refused.map(({ reason }) => reason))).toEqual(new Set(['COURSE_FULL']));
  const [seats] = await house
    .as()
    .db.query<{ taken: number }[]>('SELECT taken FROM run_seats WHERE run_id = $1', [runs[0]!.runId]);
  expect(seats?.taken).toBe(5);
});

it('Refund: what was refunded ends, the other course stays; bought again, a new stay begins and the old one is history', async () => {
  const buyer = userId();
  const [one, other] = [await course(), await course()];
  const order = orderOf(lineFor(one.courseId, buyer), lineFor(other.courseId, buyer));
  await house.deliver('order.paid', order);
  const refunded = { orderId: order.orderId, refundId: randomUUID(), userId: buyer, lines: [order.lines[0]!] };
  await house.deliver('order.refunded', refunded);
  expect(await held(buyer, one.courseId)).toEqual({ rights: [{ source: 'ORDER', isLive: false }], stays: ['REVOKED'] });
  expect((await held(buyer, other.courseId)).stays).toEqual(['ACTIVE']);
  house.clock.advance({ days: 1 });
  await house.deliver('order.paid', orderOf(lineFor(one.courseId, buyer)));
  expect(await held(buyer, one.courseId)).toMatchObject({
    rights: [{ isLive: false }, { isLive: true }],
    stays: ['REVOKED', 'ACTIVE'],
  });
});

it('Refund: the news of it may come before the news of the purchase: nothing is handed over then', async () => {
  const [buyer, { courseId }] = [userId(), await course()];
  const order = orderOf(lineFor(courseId, buyer));
  await house.deliver('order.refunded', { ...order, refundId: randomUUID() });
  expect(await handOver(order)).toEqual([]);
  expect(await held(buyer, courseId)).toEqual({ rights: [{ source: 'ORDER', isLive: false }], stays: [] });
});

it('tells who has a right to what, and when that ends', async () => {
  const [buyer, { courseId }] = [userId(), await course()];
  const order = orderOf(lineFor(courseId, buyer));
  await house.as().transaction((tx) => tx.get(HandoverService).handOver(order.orderId, order.lines[0]!));
  const facts = { userId: buyer, courseId, organisationId: null, source: 'ORDER', expiresAt: null };
  expect(await house.emitted('entitlement.granted')).toMatchObject([facts]);
  await house.settle();
  await house.as().transaction((tx) => tx.get(HandoverService).takeBack(order.lines[0]!));
  expect(await house.emitted('entitlement.revoked')).toMatchObject([facts]);
  await house.settle();
});

const run = (kind: 'SELF_PACED' | 'DATED', available: number | null, isOver = false) => ({
  kind,
  available,
  hasEnded: () => isOver,
});

it.each([
  ['no runs', [], 'RUN'],
  ['a self-paced one among dated ones', [run('DATED', 1), run('SELF_PACED', null)], 'RUN'],
  ['one that is open', [run('DATED', 1, true), run('DATED', 0)], 'RUN'],
  ['several, one with a seat', [run('DATED', 0), run('DATED', 2)], 'CHOOSE'],
  ['several, all full', [run('DATED', 0), run('DATED', 0)], 'FULL'],
  ['none that is open', [run('SELF_PACED', 1, true)], 'OVER'],
])('where a buyer gets in: %s', (_, offered, kind) => {
  expect(placeFor(offered, new Date()).kind).toBe(kind);
});
