import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../kit/identity/viewer';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, grant, person } from '../../../kit/testing/viewers';
import { enrollment } from '..';
import { courseFactory } from '../course/course.factory';
import { AsGateway } from '../testing/as-gateway';
import { enrollmentFactory } from './enrollment.factory';

const house = subgraphTest(enrollment);
const gateway = new AsGateway(house);
const admin = administrator(randomUUID());

it("Existence: a draft and another organisation's course read like none", async () => {
  const [draft, internal] = await house.make(courseFactory, [{ status: 'DRAFT' }, { organisationId: randomUUID() }]);
  const learner = person(randomUUID());
  const read = (courseId: string) => gateway.tryToEnroll(learner, { courseId });
  const nowhere = await read(randomUUID());
  expect(nowhere.errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
  expect(await read(draft!.courseId)).toEqual(nowhere);
  expect(await read(internal!.courseId)).toEqual(nowhere);
  const fields =
    'access { granted } enrollmentCount seats { runId } viewerEnrollment { id } viewerProgress { percent } enrollments { nodes { id } } cohorts { nodes { id } }';
  const hidden = await gateway.course(learner, draft!.courseId, fields);
  expect(hidden).toEqual(await gateway.course(learner, randomUUID(), fields));
  expect(hidden).toEqual(await gateway.course(learner, 'no uuid at all', fields));
});

it("Tenant: a member enrols in the organisation's course, a manager elsewhere does not reach it", async () => {
  const [a, b] = [randomUUID(), randomUUID()];
  const [course] = await house.make(courseFactory, [{ organisationId: a }]);
  const member = person(randomUUID(), { organisations: [a] });
  const outcome = await gateway.enroll(member, { courseId: course!.courseId });
  expect(outcome).toMatchObject({ kind: 'EnrollPayload' });
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

it("Existence: an enrolment answers its learner, the course's instructors and managers, and nobody else", async () => {
  const teacher = person(randomUUID());
  const [course] = await house.make(courseFactory, [{ instructorIds: [teacher.id!] }]);
  const learner = person(randomUUID());
  const [mine] = await house.make(enrollmentFactory, [{ viewer: learner, courseId: course!.courseId }]);
  const byId = (viewer: Viewer | undefined, id: string) =>
    house.run(`query ($id: ID!) { enrollment(id: $id) { id } }`, { ...(viewer ? { viewer } : {}), variables: { id } });
  const byReference = (viewer: Viewer | undefined, id: string) =>
    house.run(`query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on Enrollment { id } } }`, {
      ...(viewer ? { viewer } : {}),
      variables: { of: [{ __typename: 'Enrollment', id }] },
    });
  const manager = person(randomUUID(), {
    grants: [grant('support', ['enrollment.manage'], { resource: `Course:${course!.courseId}` })],
  });
  for (const viewer of [learner, teacher, manager, admin]) {
    expect((await byId(viewer, mine!.id)).data).toEqual({ enrollment: { id: mine!.id } });
    expect((await byReference(viewer, mine!.id)).data).toEqual({ found: [{ id: mine!.id }] });
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
  const seen = await gateway.course(teacher, course!.courseId, fields);
  expect(seen).toEqual({
    enrollments: { totalCount: 1, nodes: [{ user: { id: learner.id, enrollments: null, learningNow: null } }] },
  });
  expect(await gateway.course(learner, course!.courseId, fields)).toEqual({ enrollments: null });
  const own = `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on User { learningNow { course { id } } } } }`;
  const of = [{ __typename: 'User', id: learner.id }];
  expect(await house.data(own, { viewer: learner, variables: { of } })).toEqual({
    found: [{ learningNow: [{ course: { id: course!.courseId } }] }],
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
    gateway.course<Page>(
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
    gateway.course(
      teacher,
      other!.courseId,
      `cohorts(after: "${first.enrollments.pageInfo.endCursor}") { nodes { id } }`,
    ),
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
  const query = `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on Course {
    enrollmentCount access { granted reason until via } viewerEnrollment { id status cohort { id } user { id } } viewerProgress { percent resumeAt { position lesson { id access { granted } viewerProgress { position } } } }
    seats { available waiting viewerWaitlistEntry { id } } } } }`;
  const count = (some: typeof courses) =>
    house.statements(query, {
      viewer: learner,
      variables: { of: some.map(({ courseId }) => ({ __typename: 'Course', id: courseId })) },
    });
  const one = await count(courses.slice(0, 1));
  expect(await count(courses)).toBe(one);
  expect(one).toBeLessThanOrEqual(13);
});
