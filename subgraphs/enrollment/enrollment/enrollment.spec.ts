import { randomUUID } from 'node:crypto';
import { schemaDifferences } from '../../../kit/testing/schema-agreement';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, person } from '../../../kit/testing/viewers';
import { enrollment } from '..';
import { courseFactory, courseFacts, paid } from '../course/course.factory';
import { EntitlementSource } from '../entitlement/entitlement.entity';
import { EntitlementService } from '../entitlement/entitlement.service';
import { AsGateway } from '../testing/as-gateway';
import { EnrollmentStatus, mayBecome, transitions } from './enrollment.states';

const house = subgraphTest(enrollment);
const gateway = new AsGateway(house);
const admin = administrator(randomUUID());

it('migrations and entities agree', async () => {
  expect(await schemaDifferences(house.subgraph.resources.database)).toEqual([]);
});

it('every edge of the state table, and no other', () => {
  const all = Object.values(EnrollmentStatus);
  for (const from of all)
    for (const to of all)
      expect(mayBecome(from, to)).toBe(from === EnrollmentStatus.ACTIVE && to !== EnrollmentStatus.ACTIVE);
  expect(Object.keys(transitions).sort()).toEqual([...all].sort());
});

it('enrols in a free course with a FREE entitlement, and tells others', async () => {
  const [course] = await house.make(courseFactory, [{}]);
  const learner = person(randomUUID());
  const outcome = await gateway.enroll(learner, { courseId: course!.courseId });
  expect(outcome).toMatchObject({
    kind: 'EnrollPayload',
    enrollment: { status: 'ACTIVE', runId: null, user: { id: learner.id }, course: { id: course!.courseId } },
  });
  expect(await house.emitted('enrollment.started')).toContainEqual(
    expect.objectContaining({ userId: learner.id, enrollmentId: outcome.enrollment?.id }),
  );
  const { viewerEnrollment } = await gateway.course<{ viewerEnrollment: { entitlements: unknown[] } }>(
    learner,
    course!.courseId,
    'viewerEnrollment { entitlements { source isLive } }',
  );
  expect(viewerEnrollment.entitlements).toEqual([{ source: 'FREE', isLive: true }]);
});

it('is already in: the enrolment there is', async () => {
  const [course] = await house.make(courseFactory, [{}]);
  const learner = person(randomUUID());
  const first = await gateway.enroll(learner, { courseId: course!.courseId });
  expect(await gateway.enroll(learner, { courseId: course!.courseId })).toMatchObject({
    kind: 'AlreadyEnrolled',
    code: 'ALREADY_ENROLLED',
    enrollment: { id: first.enrollment?.id },
  });
});

it('a paid course asks for its price, in the currency asked for or its first', async () => {
  const [course] = await house.make(courseFactory, [{ prices: paid }]);
  const learner = person(randomUUID());
  const ask = (currency?: string) => gateway.enroll(learner, { courseId: course!.courseId, currency });
  expect(await ask('USD')).toMatchObject({
    kind: 'PaymentRequired',
    code: 'PAYMENT_REQUIRED',
    price: { minor: '5400', currency: 'USD' },
  });
  expect(await ask('JPY')).toMatchObject({ price: { minor: '4900', currency: 'EUR' } });
  expect(await ask()).toMatchObject({ price: { minor: '4900', currency: 'EUR' } });
  const [unpriced] = await house.make(courseFactory, [{ prices: [] }]);
  expect(await gateway.enroll(learner, { courseId: unpriced!.courseId })).toMatchObject({
    kind: 'PaymentRequired',
    price: null,
  });
});

it('Checkout: the same idempotency key answers the same enrolment, with another body an error', async () => {
  const [course, other] = await house.make(courseFactory, [{}, {}]);
  const learner = person(randomUUID());
  const input = { courseId: course!.courseId, idempotencyKey: 'once' };
  const [first, second, third] = await Promise.all([
    gateway.enroll(learner, input),
    gateway.enroll(learner, input),
    gateway.enroll(learner, input),
  ]);
  expect(second).toEqual(first);
  expect(third).toEqual(first);
  const result = await gateway.tryToEnroll(learner, { ...input, courseId: other!.courseId });
  expect(result.errors?.[0]?.extensions?.['code']).toBe('IDEMPOTENCY_KEY_REUSED');
});

it('a refusal leaves the idempotency key free', async () => {
  const [course] = await house.make(courseFactory, [{ prices: paid }]);
  const learner = person(randomUUID());
  const input = { courseId: course!.courseId, idempotencyKey: 'after-paying' };
  expect(await gateway.enroll(learner, input)).toMatchObject({ kind: 'PaymentRequired' });
  await house
    .as(admin)
    .get(EntitlementService)
    .grant({ userId: learner.id!, courseId: course!.courseId, source: EntitlementSource.ORDER });
  expect(await gateway.enroll(learner, input)).toMatchObject({ kind: 'EnrollPayload' });
});

it('one learner enrolling ten times at once is enrolled once', async () => {
  const [course] = await house.make(courseFactory, [{ runs: [{ capacity: 5, kind: 'SELF_PACED' }] }]);
  const learner = person(randomUUID());
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, () => gateway.enroll(learner, { courseId: course!.courseId })),
  );
  expect(outcomes.filter((outcome) => outcome.kind === 'EnrollPayload')).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome.kind === 'AlreadyEnrolled')).toHaveLength(9);
  expect(await gateway.course(undefined, course!.courseId, 'seats { taken } enrollmentCount')).toEqual({
    seats: [{ taken: 1 }],
    enrollmentCount: 1,
  });
});

it('Re-enrol: enrol, refund, buy again: a new row, history intact', async () => {
  const [course] = await house.make(courseFactory, [{ prices: paid }]);
  const learner = person(randomUUID());
  const buy = (order: string) =>
    house.as(admin).get(EntitlementService).grant({
      userId: learner.id!,
      courseId: course!.courseId,
      source: EntitlementSource.ORDER,
      sourceReference: order,
    });
  const first = await buy('order-1');
  const one = await gateway.enroll(learner, { courseId: course!.courseId });
  await house.as(admin).get(EntitlementService).revoke({ id: first.id });
  expect(await gateway.enroll(learner, { courseId: course!.courseId })).toMatchObject({ kind: 'PaymentRequired' });
  house.clock.advance({ minutes: 1 });
  await buy('order-2');
  const two = await gateway.enroll(learner, { courseId: course!.courseId });
  expect(two).toMatchObject({ kind: 'EnrollPayload' });
  expect((await gateway.history(learner)).map(({ id, status }) => [id, status])).toEqual([
    [two.enrollment?.id, 'ACTIVE'],
    [one.enrollment?.id, 'REVOKED'],
  ]);
});

it('leaves, comes back, and finds the first stay as it ended', async () => {
  const [course] = await house.make(courseFactory, [{}]);
  const learner = person(randomUUID());
  await gateway.enroll(learner, { courseId: course!.courseId });
  const LEAVE = `mutation ($input: LeaveCourseInput!) { leaveCourse(input: $input) { enrollment { status endedAt } } }`;
  const leave = () => house.run(LEAVE, { viewer: learner, variables: { input: { courseId: course!.courseId } } });
  expect((await leave()).data).toMatchObject({ leaveCourse: { enrollment: { status: 'LEFT' } } });
  expect((await leave()).errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
  expect(await house.emitted('enrollment.ended')).toContainEqual(
    expect.objectContaining({ userId: learner.id, reason: 'LEFT' }),
  );
  house.clock.advance({ minutes: 1 });
  await gateway.enroll(learner, { courseId: course!.courseId });
  expect((await gateway.history(learner)).map((row) => row.status)).toEqual(['ACTIVE', 'LEFT']);
});

it("a course in dated runs asks for one, and refuses one that is over or another course's", async () => {
  const over = { runId: randomUUID(), startsAt: '2025-01-01T00:00:00.000Z', endsAt: '2025-02-01T00:00:00.000Z' };
  const open = { runId: randomUUID(), startsAt: '2027-01-01T00:00:00.000Z', endsAt: '2027-02-01T00:00:00.000Z' };
  const [course, other] = await house.make(courseFactory, [
    { runs: [over, open] },
    { runs: [{ kind: 'SELF_PACED' }, open] },
  ]);
  const learner = person(randomUUID());
  const refusal = async (runId?: string) =>
    (await gateway.tryToEnroll(learner, { courseId: course!.courseId, runId })).errors?.[0]?.extensions;
  expect(await refusal()).toMatchObject({ code: 'RUN_REQUIRED' });
  expect(await refusal(over.runId)).toMatchObject({ code: 'RUN_ENDED' });
  expect(await refusal(randomUUID())).toMatchObject({ code: 'NOT_FOUND' });
  const selfPaced = await gateway.enroll(learner, { courseId: other!.courseId });
  expect(selfPaced).toMatchObject({ enrollment: { runId: other!.runs[0]?.runId } });
});

it('keeps the newest facts of a course, whatever order they come in, and once each', async () => {
  const facts = courseFacts({ version: 3, status: 'PUBLISHED' });
  const id = await house.deliver('course.changed', facts);
  await house.deliver('course.changed', { ...facts, version: 2, status: 'DRAFT' });
  await house.deliver('course.changed', { ...facts, version: 4, status: 'ARCHIVED' }, id);
  const learner = person(randomUUID());
  expect(await gateway.enroll(learner, { courseId: facts.courseId })).toMatchObject({ kind: 'EnrollPayload' });
  await house.deliver('course.changed', { ...facts, version: 5, status: 'ARCHIVED' });
  expect(await gateway.course(learner, facts.courseId, 'access { granted reason }')).toEqual({
    access: { granted: true, reason: 'ENROLLED' },
  });
  expect(await gateway.course(person(randomUUID()), facts.courseId, 'access { granted reason }')).toEqual({
    access: null,
  });
});
