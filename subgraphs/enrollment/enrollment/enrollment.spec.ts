import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../kit/identity/viewer';
import { schemaDifferences } from '../../../kit/testing/schema-agreement';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, grant, person } from '../../../kit/testing/viewers';
import { enrollment } from '..';
import { courseFactory, courseFacts, paid } from '../course/course.factory';
import { EntitlementSource } from '../entitlement/entitlement.entity';
import { EntitlementService } from '../entitlement/entitlement.service';
import { enrollmentFactory } from './enrollment.factory';
import { EnrollmentStatus, mayBecome, transitions } from './enrollment.states';

const house = subgraphTest(enrollment);
const admin = administrator(randomUUID());

const ENROLL = `mutation ($input: EnrollInput!) { enroll(input: $input) {
  __typename
  ... on EnrollPayload { enrollment { id status runId user { id } course { id } } }
  ... on Refusal { code message }
  ... on AlreadyEnrolled { enrollment { id } }
  ... on CourseFull { run { runId capacity taken available waiting } }
  ... on PaymentRequired { price { minor currency } } } }`;

async function enroll(viewer: Viewer, input: object) {
  const data = await house.data<{
    enroll: { __typename: string; enrollment?: { id: string } } & Record<string, unknown>;
  }>(ENROLL, { viewer, variables: { input } });
  return data.enroll;
}

async function history(viewer: Viewer) {
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on User { enrollments { nodes { id status endedAt course { id } progress { percent completedAt } } } } } }`;
  const of = [{ __typename: 'User', id: viewer.id }];
  type Row = { id: string; status: string; endedAt: string | null; progress: { percent: number } };
  const data = await house.data<{ _entities: [{ enrollments: { nodes: Row[] } | null }] }>(query, {
    viewer,
    variables: { of },
  });
  return data._entities[0].enrollments?.nodes ?? [];
}

async function ofCourse<T>(viewer: Viewer | undefined, courseId: string, fields: string): Promise<T> {
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Course { ${fields} } } }`;
  const data = await house.data<{ _entities: [T] }>(query, {
    ...(viewer ? { viewer } : {}),
    variables: { of: [{ __typename: 'Course', id: courseId }] },
  });
  return data._entities[0];
}

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
  const outcome = await enroll(learner, { courseId: course!.courseId });
  expect(outcome).toMatchObject({
    __typename: 'EnrollPayload',
    enrollment: { status: 'ACTIVE', runId: null, user: { id: learner.id }, course: { id: course!.courseId } },
  });
  expect(await house.emitted('enrollment.started')).toContainEqual(
    expect.objectContaining({ userId: learner.id, enrollmentId: outcome.enrollment?.id }),
  );
  const { viewerEnrollment } = await ofCourse<{ viewerEnrollment: { entitlements: unknown[] } }>(
    learner,
    course!.courseId,
    'viewerEnrollment { entitlements { source isLive } }',
  );
  expect(viewerEnrollment.entitlements).toEqual([{ source: 'FREE', isLive: true }]);
});

it('is already in: the enrolment there is', async () => {
  const [course] = await house.make(courseFactory, [{}]);
  const learner = person(randomUUID());
  const first = await enroll(learner, { courseId: course!.courseId });
  expect(await enroll(learner, { courseId: course!.courseId })).toMatchObject({
    __typename: 'AlreadyEnrolled',
    code: 'ALREADY_ENROLLED',
    enrollment: { id: first.enrollment?.id },
  });
});

it('a paid course asks for its price, in the currency asked for or its first', async () => {
  const [course] = await house.make(courseFactory, [{ prices: paid }]);
  const learner = person(randomUUID());
  const ask = (currency?: string) => enroll(learner, { courseId: course!.courseId, currency });
  expect(await ask('USD')).toMatchObject({
    __typename: 'PaymentRequired',
    code: 'PAYMENT_REQUIRED',
    price: { minor: '5400', currency: 'USD' },
  });
  expect(await ask('JPY')).toMatchObject({ price: { minor: '4900', currency: 'EUR' } });
  expect(await ask()).toMatchObject({ price: { minor: '4900', currency: 'EUR' } });
  const [unpriced] = await house.make(courseFactory, [{ prices: [] }]);
  expect(await enroll(learner, { courseId: unpriced!.courseId })).toMatchObject({
    __typename: 'PaymentRequired',
    price: null,
  });
});

it('Checkout: the same idempotency key answers the same enrolment, with another body an error', async () => {
  const [course, other] = await house.make(courseFactory, [{}, {}]);
  const learner = person(randomUUID());
  const input = { courseId: course!.courseId, idempotencyKey: 'once' };
  const [first, second, third] = await Promise.all([
    enroll(learner, input),
    enroll(learner, input),
    enroll(learner, input),
  ]);
  expect(second).toEqual(first);
  expect(third).toEqual(first);
  const result = await house.run(ENROLL, {
    viewer: learner,
    variables: { input: { ...input, courseId: other!.courseId } },
  });
  expect(result.errors?.[0]?.extensions?.['code']).toBe('IDEMPOTENCY_KEY_REUSED');
});

it('a refusal leaves the idempotency key free', async () => {
  const [course] = await house.make(courseFactory, [{ prices: paid }]);
  const learner = person(randomUUID());
  const input = { courseId: course!.courseId, idempotencyKey: 'after-paying' };
  expect(await enroll(learner, input)).toMatchObject({ __typename: 'PaymentRequired' });
  await house
    .as(admin)
    .get(EntitlementService)
    .grant({ userId: learner.id!, courseId: course!.courseId, source: EntitlementSource.ORDER });
  expect(await enroll(learner, input)).toMatchObject({ __typename: 'EnrollPayload' });
});

it('one learner enrolling ten times at once is enrolled once', async () => {
  const [course] = await house.make(courseFactory, [{ runs: [{ capacity: 5, kind: 'SELF_PACED' }] }]);
  const learner = person(randomUUID());
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => enroll(learner, { courseId: course!.courseId })));
  expect(outcomes.filter((outcome) => outcome.__typename === 'EnrollPayload')).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome.__typename === 'AlreadyEnrolled')).toHaveLength(9);
  expect(await ofCourse(undefined, course!.courseId, 'seats { taken } enrollmentCount')).toEqual({
    seats: [{ taken: 1 }],
    enrollmentCount: 1,
  });
});

it("Existence: a draft and another organisation's course read like none", async () => {
  const [draft, internal] = await house.make(courseFactory, [{ status: 'DRAFT' }, { organisationId: randomUUID() }]);
  const learner = person(randomUUID());
  const read = (courseId: string) => house.run(ENROLL, { viewer: learner, variables: { input: { courseId } } });
  const nowhere = await read(randomUUID());
  expect(nowhere.errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
  expect(await read(draft!.courseId)).toEqual(nowhere);
  expect(await read(internal!.courseId)).toEqual(nowhere);
  const fields =
    'access { granted } enrollmentCount seats { runId } viewerEnrollment { id } viewerProgress { percent } enrollments { nodes { id } } cohorts { nodes { id } }';
  const hidden = await ofCourse(learner, draft!.courseId, fields);
  expect(hidden).toEqual(await ofCourse(learner, randomUUID(), fields));
  expect(hidden).toEqual(await ofCourse(learner, 'no uuid at all', fields));
});

it("Tenant: a member enrols in the organisation's course, a manager elsewhere does not reach it", async () => {
  const [a, b] = [randomUUID(), randomUUID()];
  const [course] = await house.make(courseFactory, [{ organisationId: a }]);
  const member = person(randomUUID(), { organisations: [a] });
  const outcome = await enroll(member, { courseId: course!.courseId });
  expect(outcome).toMatchObject({ __typename: 'EnrollPayload' });
  const managerOfB = person(randomUUID(), {
    organisations: [a, b],
    grants: [grant('manager', ['enrollment.manage'], { organisationId: b })],
  });
  const managerOfA = person(randomUUID(), {
    organisations: [a],
    grants: [grant('manager', ['enrollment.manage'], { organisationId: a })],
  });
  const cancel = (viewer: Viewer) =>
    house.run(
      `mutation ($input: CancelEnrollmentInput!) { cancelEnrollment(input: $input) { enrollment { status } } }`,
      {
        viewer,
        variables: { input: { id: outcome.enrollment?.id } },
      },
    );
  expect((await cancel(managerOfB)).errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
  expect((await cancel(managerOfA)).data).toEqual({ cancelEnrollment: { enrollment: { status: 'CANCELLED' } } });
  expect((await cancel(managerOfA)).errors?.[0]?.extensions?.['code']).toBe('ENROLLMENT_ENDED');
});

it('Re-enrol: enrol, refund, buy again: a new row, history intact', async () => {
  const [course] = await house.make(courseFactory, [{ prices: paid }]);
  const learner = person(randomUUID());
  const buy = (order: string) =>
    house
      .as(admin)
      .get(EntitlementService)
      .grant({
        userId: learner.id!,
        courseId: course!.courseId,
        source: EntitlementSource.ORDER,
        sourceReference: order,
      });
  const first = await buy('order-1');
  const one = await enroll(learner, { courseId: course!.courseId });
  await house.as(admin).get(EntitlementService).revoke({ id: first.id });
  expect(await enroll(learner, { courseId: course!.courseId })).toMatchObject({ __typename: 'PaymentRequired' });
  house.clock.advance({ minutes: 1 });
  await buy('order-2');
  const two = await enroll(learner, { courseId: course!.courseId });
  expect(two).toMatchObject({ __typename: 'EnrollPayload' });
  expect((await history(learner)).map(({ id, status }) => [id, status])).toEqual([
    [two.enrollment?.id, 'ACTIVE'],
    [one.enrollment?.id, 'REVOKED'],
  ]);
});

it('leaves, comes back, and finds the first stay as it ended', async () => {
  const [course] = await house.make(courseFactory, [{}]);
  const learner = person(randomUUID());
  await enroll(learner, { courseId: course!.courseId });
  const LEAVE = `mutation ($input: LeaveCourseInput!) { leaveCourse(input: $input) { enrollment { status endedAt } } }`;
  const leave = () => house.run(LEAVE, { viewer: learner, variables: { input: { courseId: course!.courseId } } });
  expect((await leave()).data).toMatchObject({ leaveCourse: { enrollment: { status: 'LEFT' } } });
  expect((await leave()).errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
  expect(await house.emitted('enrollment.ended')).toContainEqual(
    expect.objectContaining({ userId: learner.id, reason: 'LEFT' }),
  );
  house.clock.advance({ minutes: 1 });
  await enroll(learner, { courseId: course!.courseId });
  expect((await history(learner)).map((row) => row.status)).toEqual(['ACTIVE', 'LEFT']);
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
    (await house.run(ENROLL, { viewer: learner, variables: { input: { courseId: course!.courseId, runId } } }))
      .errors?.[0]?.extensions;
  expect(await refusal()).toMatchObject({ code: 'RUN_REQUIRED' });
  expect(await refusal(over.runId)).toMatchObject({ code: 'RUN_ENDED' });
  expect(await refusal(randomUUID())).toMatchObject({ code: 'NOT_FOUND' });
  const selfPaced = await enroll(learner, { courseId: other!.courseId });
  expect(selfPaced).toMatchObject({ enrollment: { runId: other!.runs[0]?.runId } });
});

it("Existence: an enrolment answers its learner, the course's instructors and managers, and nobody else", async () => {
  const teacher = person(randomUUID());
  const [course] = await house.make(courseFactory, [{ instructorIds: [teacher.id!] }]);
  const learner = person(randomUUID());
  const [mine] = await house.make(enrollmentFactory, [{ viewer: learner, courseId: course!.courseId }]);
  const byId = (viewer: Viewer | undefined, id: string) =>
    house.run(`query ($id: ID!) { enrollment(id: $id) { id } }`, { ...(viewer ? { viewer } : {}), variables: { id } });
  const byReference = (viewer: Viewer | undefined, id: string) =>
    house.run(`query ($of: [_Any!]!) { _entities(representations: $of) { ... on Enrollment { id } } }`, {
      ...(viewer ? { viewer } : {}),
      variables: { of: [{ __typename: 'Enrollment', id }] },
    });
  const manager = person(randomUUID(), {
    grants: [grant('support', ['enrollment.manage'], { resource: `Course:${course!.courseId}` })],
  });
  for (const viewer of [learner, teacher, manager, admin]) {
    expect((await byId(viewer, mine!.id)).data).toEqual({ enrollment: { id: mine!.id } });
    expect((await byReference(viewer, mine!.id)).data).toEqual({ _entities: [{ id: mine!.id }] });
  }
  const elsewhere = person(randomUUID(), {
    grants: [grant('support', ['enrollment.manage'], { resource: `Course:${randomUUID()}` })],
  });
  for (const viewer of [undefined, person(randomUUID()), elsewhere]) {
    expect(await byId(viewer, mine!.id)).toEqual(await byId(viewer, randomUUID()));
    expect(await byReference(viewer, mine!.id)).toEqual(await byReference(viewer, randomUUID()));
  }
});

it("a person's enrolments are theirs: an instructor sees the learner, not what else they learn", async () => {
  const teacher = person(randomUUID());
  const [course] = await house.make(courseFactory, [{ instructorIds: [teacher.id!] }]);
  const learner = person(randomUUID());
  await house.make(enrollmentFactory, [{ viewer: learner, courseId: course!.courseId }]);
  const fields = 'enrollments { totalCount nodes { user { id enrollments { nodes { id } } learningNow { id } } } }';
  const seen = await ofCourse(teacher, course!.courseId, fields);
  expect(seen).toEqual({
    enrollments: { totalCount: 1, nodes: [{ user: { id: learner.id, enrollments: null, learningNow: null } }] },
  });
  expect(await ofCourse(learner, course!.courseId, fields)).toEqual({ enrollments: null });
  const own = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on User { learningNow { course { id } } } } }`;
  const of = [{ __typename: 'User', id: learner.id }];
  expect(await house.data(own, { viewer: learner, variables: { of } })).toEqual({
    _entities: [{ learningNow: [{ course: { id: course!.courseId } }] }],
  });
});

it("lists a course's learners page by page, and refuses foreign cursors and negative pages", async () => {
  const teacher = person(randomUUID());
  const [course, other] = await house.make(courseFactory, [
    { instructorIds: [teacher.id!] },
    { instructorIds: [teacher.id!] },
  ]);
  for (let index = 0; index < 5; index += 1) {
    house.clock.advance({ seconds: 1 });
    await house.make(enrollmentFactory, [{ viewer: person(randomUUID()), courseId: course!.courseId }]);
  }
  type Page = { enrollments: { nodes: { id: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } };
  const page = (args: string) =>
    ofCourse<Page>(
      teacher,
      course!.courseId,
      `enrollments(${args}) { nodes { id } pageInfo { endCursor hasNextPage } }`,
    );
  const first = await page('first: 3');
  const second = await page(`first: 3, after: "${first.enrollments.pageInfo.endCursor}"`);
  expect(new Set([...first.enrollments.nodes, ...second.enrollments.nodes].map((node) => node.id)).size).toBe(5);
  expect(second.enrollments.pageInfo.hasNextPage).toBe(false);
  await expect(page('first: -1')).rejects.toThrow('BAD_INPUT');
  await expect(page('first: 1000')).rejects.toThrow('BAD_INPUT');
  await expect(page('after: "made.up"')).rejects.toThrow('BAD_CURSOR');
  await expect(
    ofCourse(teacher, other!.courseId, `cohorts(after: "${first.enrollments.pageInfo.endCursor}") { nodes { id } }`),
  ).rejects.toThrow('BAD_CURSOR');
});

it('N+1: what hangs on a course costs the same for 1 and for 100', async () => {
  const learner = person(randomUUID());
  const courses = await house.make(
    courseFactory,
    Array.from({ length: 100 }, () => ({
      lessons: [{ isPreview: true }],
      runs: [{ kind: 'SELF_PACED' as const, capacity: 3 }],
    })),
  );
  await house.make(
    enrollmentFactory,
    courses.slice(0, 40).map(({ courseId }) => ({ viewer: learner, courseId })),
  );
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Course {
    enrollmentCount access { granted reason until via } viewerEnrollment { id status cohort { id } user { id } } viewerProgress { percent resumeAt { position lesson { id access { granted } viewerProgress { position } } } }
    seats { available waiting viewerWaitlistEntry { id } } } } }`;
  const count = (some: typeof courses) =>
    house.statements(query, {
      viewer: learner,
      variables: { of: some.map(({ courseId }) => ({ __typename: 'Course', id: courseId })) },
    });
  const one = await count(courses.slice(0, 1));
  expect(await count(courses)).toBe(one);
  expect(one).toBeLessThanOrEqual(12);
});

it('keeps the newest facts of a course, whatever order they come in, and once each', async () => {
  const facts = courseFacts({ version: 3, status: 'PUBLISHED' });
  const id = await house.deliver('course.changed', facts);
  await house.deliver('course.changed', { ...facts, version: 2, status: 'DRAFT' });
  await house.deliver('course.changed', { ...facts, version: 4, status: 'ARCHIVED' }, id);
  const learner = person(randomUUID());
  expect(await enroll(learner, { courseId: facts.courseId })).toMatchObject({ __typename: 'EnrollPayload' });
  await house.deliver('course.changed', { ...facts, version: 5, status: 'ARCHIVED' });
  expect(await ofCourse(learner, facts.courseId, 'access { granted reason }')).toEqual({
    access: { granted: true, reason: 'ENROLLED' },
  });
  expect(await ofCourse(person(randomUUID()), facts.courseId, 'access { granted reason }')).toEqual({ access: null });
});
