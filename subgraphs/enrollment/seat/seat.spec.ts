import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, person } from '../../../kit/testing/viewers';
import type { Viewer } from '../../../kit/identity/viewer';
import { enrollment } from '..';
import { courseFactory, courseFacts, paid, type MadeCourse } from '../course/course.factory';
import { EntitlementSource } from '../entitlement/entitlement.entity';
import { EntitlementService } from '../entitlement/entitlement.service';
import { EnrollPayload, type EnrollOutcome } from '../enrollment/enrollment.input';
import { EnrollingService } from '../enrollment/enrolling.service';
import { LeavingService } from '../enrollment/leaving.service';
import { WaitlistStatus, waitlistTransitions } from './waitlist-entry.entity';
import { WaitlistService } from './waitlist.service';

const house = subgraphTest(enrollment);
const admin = administrator(randomUUID());
const someone = (): Viewer => person(randomUUID());

async function courseWith(capacity: number | null, over: object = {}) {
  const [course] = await house.make(courseFactory, [{ runs: [{ capacity }], ...over }]);
  return { course: course!, courseId: course!.courseId, runId: course!.runs[0]!.runId };
}

const enroll = (viewer: Viewer, courseId: string, runId: string): Promise<EnrollOutcome> =>
  house.as(viewer).get(EnrollingService).enroll({ courseId, runId });
const join = (viewer: Viewer, courseId: string, runId: string) =>
  house.as(viewer).get(WaitlistService).join({ courseId, runId });
const leave = (viewer: Viewer, courseId: string) => house.as(viewer).get(LeavingService).leave(courseId);

async function seatsOf(runId: string, viewer: Viewer = someone()) {
  const query = `query ($runId: ID!) { runSeats(runId: $runId) { capacity taken available waiting viewerWaitlistEntry { status position } } }`;
  return (await house.data<{ runSeats: Record<string, unknown> | null }>(query, { viewer, variables: { runId } }))
    .runSeats;
}

async function statusOf(viewer: Viewer, { courseId }: { courseId: string }): Promise<string | undefined> {
  const query = `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on Course { viewerEnrollment { status } } } }`;
  const data = await house.data<{ found: [{ viewerEnrollment: { status: string } | null }] }>(query, {
    viewer,
    variables: { of: [{ __typename: 'Course', id: courseId }] },
  });
  return data.found[0].viewerEnrollment?.status;
}

it('every edge of the waitlist table, and no other', () => {
  const ends = [WaitlistStatus.PROMOTED, WaitlistStatus.LEFT, WaitlistStatus.LAPSED];
  expect(waitlistTransitions[WaitlistStatus.WAITING]).toEqual(ends);
  for (const end of ends) expect(waitlistTransitions[end]).toEqual([]);
});

it('Seats: 200 parallel on 5 seats: 5', async () => {
  const { courseId, runId } = await courseWith(5);
  const outcomes = await Promise.all(Array.from({ length: 200 }, () => enroll(someone(), courseId, runId)));
  const codes = outcomes.map((outcome) => (outcome instanceof EnrollPayload ? 'IN' : outcome.code));
  expect(codes.filter((code) => code === 'IN')).toHaveLength(5);
  expect(codes.filter((code) => code === 'COURSE_FULL')).toHaveLength(195);
  expect(await seatsOf(runId)).toMatchObject({ capacity: 5, taken: 5, available: 0 });
  const rows = await house
    .as()
    .db.query<{ active: number; rights: number }[]>(
      `SELECT (SELECT count(*)::int FROM enrollment WHERE run_id = $1) AS active, (SELECT count(*)::int FROM entitlement WHERE course_id = $2) AS rights`,
      [runId, courseId],
    );
  expect(rows[0]).toEqual({ active: 5, rights: 5 });
});

it('Seats: who leaves frees one for the first in line, on the same path', async () => {
  const { courseId, runId } = await courseWith(1);
  const [inside, first, second] = [someone(), someone(), someone()];
  await enroll(inside, courseId, runId);
  await join(first, courseId, runId);
  house.clock.advance({ seconds: 1 });
  await join(second, courseId, runId);
  expect(await seatsOf(runId, second)).toEqual({
    capacity: 1,
    taken: 1,
    available: 0,
    waiting: 2,
    viewerWaitlistEntry: { status: 'WAITING', position: 2 },
  });
  await leave(inside, courseId);
  expect(await statusOf(first, { courseId })).toBe('ACTIVE');
  expect(await statusOf(second, { courseId })).toBeUndefined();
  expect(await seatsOf(runId, second)).toMatchObject({ taken: 1, waiting: 1, viewerWaitlistEntry: { position: 1 } });
  expect(await house.emitted('enrollment.started')).toContainEqual(
    expect.objectContaining({ userId: first.id, runId }),
  );
});

it('Seats: leaving and enrolling at once never gives a seat twice, nor loses one', async () => {
  const { courseId, runId } = await courseWith(3);
  const inside = [someone(), someone(), someone()];
  for (const viewer of inside) await enroll(viewer, courseId, runId);
  const waiting = [someone(), someone(), someone(), someone()];
  for (const viewer of waiting) await join(viewer, courseId, runId);
  const walkIns = Array.from({ length: 12 }, someone);
  await Promise.all([
    ...inside.map((viewer) => leave(viewer, courseId)),
    ...walkIns.map((viewer) => enroll(viewer, courseId, runId)),
  ]);
  expect(await seatsOf(runId)).toMatchObject({ taken: 3, waiting: 1 });
  const [row] = await house
    .as()
    .db.query<{ active: number }[]>(
      `SELECT count(*)::int AS active FROM enrollment WHERE run_id = $1 AND status = 'ACTIVE'`,
      [runId],
    );
  expect(row).toEqual({ active: 3 });
});

it('Seats: a capacity lowered below what is taken puts nobody out, a raised one promotes', async () => {
  const { course, courseId, runId } = await courseWith(3);
  const inside = [someone(), someone(), someone()];
  for (const viewer of inside) await enroll(viewer, courseId, runId);
  await house.deliver('course.changed', changed(course, 2, 1));
  expect(await seatsOf(runId)).toMatchObject({ capacity: 1, taken: 3, available: 0 });
  const waiting = [someone(), someone()];
  for (const viewer of waiting) await join(viewer, courseId, runId);
  await leave(inside[0]!, courseId);
  expect(await seatsOf(runId)).toMatchObject({ taken: 2, waiting: 2 });
  await house.deliver('course.changed', changed(course, 3, 10));
  expect(await seatsOf(runId)).toMatchObject({ capacity: 10, taken: 4, available: 6, waiting: 0 });
  for (const viewer of waiting) expect(await statusOf(viewer, { courseId })).toBe('ACTIVE');
});

it('the line is for who may enrol: no queueing before a free seat, without a right, or twice', async () => {
  const { courseId, runId } = await courseWith(1, { prices: paid });
  const [inside, waiting] = [someone(), someone()];
  const buy = (viewer: Viewer) =>
    house.as(admin).get(EntitlementService).grant({ userId: viewer.id!, courseId, source: EntitlementSource.ORDER });
  await buy(inside);
  await expect(join(inside, courseId, runId)).rejects.toMatchObject({ code: 'SEAT_AVAILABLE' });
  await enroll(inside, courseId, runId);
  await expect(join(inside, courseId, runId)).rejects.toMatchObject({ code: 'ALREADY_ENROLLED' });
  await expect(join(waiting, courseId, runId)).rejects.toMatchObject({ code: 'ENTITLEMENT_REQUIRED' });
  const right = await buy(waiting);
  const entry = await join(waiting, courseId, runId);
  expect((await join(waiting, courseId, runId)).id).toBe(entry.id);
  await house.as(admin).get(EntitlementService).revoke({ id: right.id });
  await leave(inside, courseId);
  expect(await seatsOf(runId, waiting)).toMatchObject({ taken: 0, waiting: 0, viewerWaitlistEntry: null });
});

it('a place in line is given up by its owner only', async () => {
  const { courseId, runId } = await courseWith(0);
  const viewer = someone();
  const { id } = await join(viewer, courseId, runId);
  const give = (who: Viewer) => house.as(who).get(WaitlistService).leave({ id });
  await expect(give(someone())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(give(viewer)).resolves.toMatchObject({ status: 'LEFT' });
  await expect(give(viewer)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await join(viewer, courseId, runId)).id).not.toBe(id);
});

it('a run that the course no longer offers takes nobody new', async () => {
  const { course, courseId, runId } = await courseWith(5);
  const inside = someone();
  await enroll(inside, courseId, runId);
  await house.deliver('course.changed', courseFacts({ ...course, version: 2, runs: [] }));
  await expect(enroll(someone(), courseId, runId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await statusOf(inside, { courseId })).toBe('ACTIVE');
});

function changed(course: MadeCourse, version: number, capacity: number) {
  const { lessonIds: _lessonIds, ...facts } = course;
  return courseFacts({ ...facts, version, runs: [{ ...course.runs[0], capacity }] });
}
