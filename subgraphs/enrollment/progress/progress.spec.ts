import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../kit/identity/viewer';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, person } from '../../../kit/testing/viewers';
import { enrollment } from '..';
import { courseFactory, curriculumFacts, paid } from '../course/course.factory';
import { EntitlementSource } from '../entitlement/entitlement.entity';
import { EntitlementService } from '../entitlement/entitlement.service';
import { Enrollment } from '../enrollment/enrollment.entity';
import { enrollmentFactory } from '../enrollment/enrollment.factory';
import { LeavingService } from '../enrollment/leaving.service';
import { Recomputation } from './recomputation';

const house = subgraphTest(enrollment);

const RECORD = `mutation ($input: RecordProgressInput!) { recordProgress(input: $input) {
  accepted rejected { clientId code message }
  lessons { id viewerProgress { completedAt watchedSeconds position openedAt } }
  progress { percent completedLessons requiredLessons completedAt hasNewContent resumeAt { lesson { id } position } explain { text lessons { lesson { id } counts done why } } } } }`;

interface Recorded {
  accepted: number;
  rejected: { clientId: string; code: string }[];
  lessons: { id: string; viewerProgress: { completedAt: string | null; watchedSeconds: number } | null }[];
  progress: { percent: number; completedLessons: number; requiredLessons: number; completedAt: string | null; hasNewContent: boolean; resumeAt: { lesson: { id: string }; position: number } | null; explain: { text: string; lessons: { why: string }[] } };
}

type Event = { clientId: string; lessonId: string; kind: string; at: string; viewingId?: string; ranges?: { from: number; to: number }[] };
let events = 0;

function event(lessonId: string, kind: string, at: Date = house.clock.now(), over: Partial<Event> = {}): Event {
  return { clientId: `event-${(events += 1)}`, lessonId, kind, at: at.toISOString(), ...over };
}

const completed = (lessonId: string, at?: Date): Event => event(lessonId, 'COMPLETED', at);

async function record(viewer: Viewer, courseId: string, batch: Event[]): Promise<Recorded> {
  return (await house.data<{ recordProgress: Recorded }>(RECORD, { viewer, variables: { input: { courseId, events: batch } } })).recordProgress;
}

async function learnerIn(given: Parameters<typeof courseFactory>[1]) {
  const [course] = await house.make(courseFactory, [given]);
  const learner = person(randomUUID());
  const [row] = await house.make(enrollmentFactory, [{ viewer: learner, courseId: course!.courseId }]);
  return { course: course!, courseId: course!.courseId, lessonIds: course!.lessonIds, learner, enrollment: row! };
}

/** All that is stored of an enrolment's progress. */
async function stored(enrollmentId: string) {
  const [courses, lessons] = await Promise.all(
    ['course_progress WHERE enrollment_id = $1', 'lesson_progress WHERE enrollment_id = $1 ORDER BY lesson_id'].map((table) => house.as().db.query<unknown[]>(`SELECT * FROM ${table}`, [enrollmentId])),
  );
  return { courses, lessons };
}

const later = (seconds: number): Date => new Date(house.clock.now().getTime() + seconds * 1000);
const four = [{}, {}, {}, {}];

it('begins at 0 %, with the first lesson to resume at', async () => {
  const { learner, courseId, lessonIds } = await learnerIn({ lessons: four });
  const { progress } = await record(learner, courseId, []);
  expect(progress).toMatchObject({ percent: 0, completedLessons: 0, requiredLessons: 4, completedAt: null, resumeAt: { lesson: { id: lessonIds[0] }, position: 0 } });
});

it('completes lesson by lesson, tells others once each, and completes the course', async () => {
  const { learner, courseId, lessonIds, enrollment: row } = await learnerIn({ lessons: [{}, {}, { isRequired: false }] });
  house.clock.advance({ hours: 1 });
  const first = await record(learner, courseId, [event(lessonIds[0]!, 'OPENED'), completed(lessonIds[0]!)]);
  expect(first.progress).toMatchObject({ percent: 50, resumeAt: { lesson: { id: lessonIds[1] } }, explain: { text: '1 of 2 required lessons are done: 50 %. 1 to go.' } });
  house.clock.advance({ hours: 1 });
  const second = await record(learner, courseId, [completed(lessonIds[1]!)]);
  expect(second.progress).toMatchObject({ percent: 100, completedAt: house.clock.now().toISOString(), hasNewContent: false });
  await record(learner, courseId, [completed(lessonIds[1]!)]);
  const own = <T extends { userId: string }>(payloads: T[]): T[] => payloads.filter((payload) => payload.userId === learner.id);
  expect(own(await house.emitted('lesson.completed')).map((payload) => payload.lessonId)).toEqual([lessonIds[0], lessonIds[1]]);
  expect(own(await house.emitted('course.completed'))).toEqual([{ userId: learner.id, courseId, enrollmentId: row.id, completedAt: second.progress.completedAt }]);
});

it('Progress: the same batch twice, and ten times at once, is the batch once', async () => {
  const { learner, courseId, lessonIds, enrollment: row } = await learnerIn({ lessons: four });
  house.clock.advance({ hours: 1 });
  const batch = [completed(lessonIds[0]!), completed(lessonIds[1]!)];
  const first = await record(learner, courseId, batch);
  expect(first).toMatchObject({ accepted: 2, rejected: [], progress: { percent: 50 } });
  const before = await stored(row.id);
  const again = await Promise.all(Array.from({ length: 10 }, () => record(learner, courseId, batch)));
  for (const repeated of again) expect(repeated).toMatchObject({ accepted: 0, rejected: [], progress: first.progress });
  expect(await stored(row.id)).toEqual(before);
});

it('Progress: parallel completions are all counted', async () => {
  const { learner, courseId, lessonIds } = await learnerIn({ lessons: Array.from({ length: 20 }, () => ({})) });
  house.clock.advance({ hours: 1 });
  await Promise.all(lessonIds.map((lessonId) => record(learner, courseId, [event(lessonId, 'OPENED'), completed(lessonId)])));
  expect((await record(learner, courseId, [])).progress).toMatchObject({ percent: 100, completedLessons: 20 });
  expect((await house.emitted('course.completed')).filter((payload) => payload.userId === learner.id)).toHaveLength(1);
});

it('Progress: an out-of-order offline batch ends where the ordered one does', async () => {
  const video = randomUUID();
  const [first, second] = [randomUUID(), randomUUID()];
  const lessons = [{ id: first }, { id: second, rules: [{ kind: 'AFTER_LESSON' as const, lessonId: first }] }, { id: video, kind: 'VIDEO' as const, seconds: 300 }];
  const offline = (start: Date): Event[] => {
    const at = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);
    return [
      completed(first, at(1)),
      completed(second, at(2)),
      event(video, 'OPENED', at(3), { viewingId: 'tablet' }),
      event(video, 'WATCHED', at(6), { viewingId: 'tablet', ranges: [{ from: 0, to: 180 }] }),
      event(video, 'WATCHED', at(9), { viewingId: 'tablet', ranges: [{ from: 180, to: 300 }] }),
    ];
  };
  const [course] = await house.make(courseFactory, [{ lessons }]);
  const outcomes = [];
  for (const arrange of [(batch: Event[]) => [batch], (batch: Event[]) => batch.map((single) => [single]), (batch: Event[]) => batch.toReversed().map((single) => [single])]) {
    const learner = person(randomUUID());
    const [row] = await house.make(enrollmentFactory, [{ viewer: learner, courseId: course!.courseId }]);
    const start = house.clock.now();
    house.clock.advance({ hours: 1 });
    const batch = offline(start);
    for (const part of arrange(batch)) await record(learner, course!.courseId, part);
    const { progress } = await record(learner, course!.courseId, []);
    outcomes.push({ ...progress, completedAt: Number(new Date(progress.completedAt ?? 0)) - start.getTime() });
    expect(await house.as().db.query(`SELECT count(*)::int AS count FROM progress_fact WHERE enrollment_id = $1`, [row!.id])).toEqual([{ count: 5 }]);
  }
  expect(outcomes[0]).toMatchObject({ percent: 100, completedAt: 9 * 60_000 });
  expect(outcomes[1]).toEqual(outcomes[0]);
  expect(outcomes[2]).toEqual(outcomes[0]);
});

it('Progress: what is kept for lists can be computed from the facts again', async () => {
  const { learner, courseId, lessonIds, enrollment: row } = await learnerIn({ lessons: [{}, { kind: 'VIDEO', seconds: 200 }, {}, {}] });
  house.clock.advance({ hours: 2 });
  await record(learner, courseId, [completed(lessonIds[0]!, later(-3000)), event(lessonIds[1]!, 'OPENED', later(-2000)), event(lessonIds[1]!, 'WATCHED', later(-1900), { ranges: [{ from: 20, to: 100 }] })]);
  const kept = await stored(row.id);
  expect(kept.lessons).toHaveLength(2);
  await house.as().db.query(`DELETE FROM lesson_progress WHERE enrollment_id = $1`, [row.id]);
  await house.as().db.query(`DELETE FROM course_progress WHERE enrollment_id = $1`, [row.id]);
  await house.as().transaction(async (tx) => tx.get(Recomputation).of([await tx.db.getRepository(Enrollment).findOneByOrFail({ id: row.id })]));
  expect(await stored(row.id)).toEqual(kept);
});

it('Watch ranges: forged ranges and a declaration gain nothing', async () => {
  const { learner, courseId, lessonIds } = await learnerIn({ lessons: [{ kind: 'VIDEO', seconds: 600 }] });
  const video = lessonIds[0]!;
  house.clock.advance({ seconds: 10 });
  const whole = [{ from: 0, to: 600 }];
  const forged = [
    event(video, 'WATCHED', later(0), { viewingId: 'never opened', ranges: whole }),
    event(video, 'OPENED', later(-10)),
    event(video, 'WATCHED', later(0), { ranges: whole }),
    event(video, 'WATCHED', later(0), { ranges: [{ from: 0, to: 1e9 }] }),
    event(video, 'WATCHED', later(86_400), { ranges: whole }),
    ...Array.from({ length: 20 }, (_, index) => event(video, 'OPENED', later(-10), { viewingId: `tab ${index}` })),
    ...Array.from({ length: 20 }, (_, index) => event(video, 'WATCHED', later(0), { viewingId: `tab ${index}`, ranges: [{ from: index * 30, to: index * 30 + 30 }] })),
    completed(video),
  ];
  const { progress, lessons } = await record(learner, courseId, forged);
  expect(progress).toMatchObject({ percent: 0, completedAt: null, explain: { lessons: [{ why: 'Watched 3 % of the 90 % that it takes.' }] } });
  expect(lessons[0]?.viewerProgress).toMatchObject({ watchedSeconds: 20, completedAt: null });
});

it('Watch ranges: an honest viewer completes at 90 %', async () => {
  const { learner, courseId, lessonIds } = await learnerIn({ lessons: [{ kind: 'VIDEO', seconds: 100 }] });
  const video = lessonIds[0]!;
  await record(learner, courseId, [event(video, 'OPENED')]);
  for (let from = 0; from < 90; from += 10) {
    house.clock.advance({ seconds: 10 });
    const { progress } = await record(learner, courseId, [event(video, 'WATCHED', later(0), { ranges: [{ from, to: from + 10 }] })]);
    expect(progress.percent).toBe(from === 80 ? 100 : 0);
    if (from < 80) expect(progress.resumeAt).toEqual({ lesson: { id: video }, position: from + 10 });
  }
});

it('a future time counts as now; a time before the enrolment and a foreign lesson are rejected one by one', async () => {
  const other = await learnerIn({ lessons: [{}] });
  const { learner, courseId, lessonIds } = await learnerIn({ lessons: [{}, {}] });
  house.clock.advance({ minutes: 5 });
  const [future, past, foreign] = [completed(lessonIds[0]!, later(9_999_999)), completed(lessonIds[1]!, later(-301)), completed(other.lessonIds[0]!)];
  const outcome = await record(learner, courseId, [future, past, foreign]);
  expect(outcome.accepted).toBe(1);
  expect(outcome.rejected.map(({ clientId, code }) => [clientId, code])).toEqual([
    [past.clientId, 'BEFORE_ENROLLMENT'],
    [foreign.clientId, 'LESSON_NOT_FOUND'],
  ]);
  expect(outcome.lessons).toEqual(expect.arrayContaining([expect.objectContaining({ id: lessonIds[0], viewerProgress: expect.objectContaining({ completedAt: house.clock.now().toISOString() }) })]));
});

it('Drip, prerequisites: a locked lesson gains nothing, and says so, until its time', async () => {
  const gate = randomUUID();
  const at = new Date(house.clock.now().getTime() + 86_400_000).toISOString();
  const { learner, courseId, lessonIds } = await learnerIn({
    lessons: [{ id: gate }, { rules: [{ kind: 'AFTER_LESSON', lessonId: gate }] }, { rules: [{ kind: 'AT', local: at.slice(0, 16), zone: 'UTC', instant: at }] }],
  });
  house.clock.advance({ minutes: 5 });
  const early = [completed(lessonIds[1]!), completed(lessonIds[2]!, later(90_000))];
  const outcome = await record(learner, courseId, early);
  expect(outcome.progress.percent).toBe(0);
  expect(outcome.rejected.map(({ clientId, code }) => [clientId, code])).toEqual(early.map(({ clientId }) => [clientId, 'LESSON_LOCKED']));
  house.clock.advance({ days: 2 });
  expect((await record(learner, courseId, [completed(gate), completed(lessonIds[1]!), completed(lessonIds[2]!)])).progress.percent).toBe(100);
});

it('Denominator: a new revision leaves the finished finished and gives the others more to do', async () => {
  const { learner, courseId, lessonIds, enrollment: row } = await learnerIn({ lessons: [{}, {}] });
  const slow = person(randomUUID());
  await house.make(enrollmentFactory, [{ viewer: slow, courseId }]);
  house.clock.advance({ minutes: 5 });
  const { progress: done } = await record(learner, courseId, lessonIds.map((id) => completed(id)));
  await record(slow, courseId, [completed(lessonIds[0]!)]);
  const added = randomUUID();
  await house.deliver('curriculum.published', curriculumFacts(courseId, [{ id: lessonIds[0]! }, { id: lessonIds[1]! }, { id: added }], 2));
  await house.settle();
  const now = async (viewer: Viewer) => {
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Course { viewerProgress { percent requiredLessons completedAt hasNewContent explain { text lessons { why counts } } } } } }`;
    const data = await house.data<{ _entities: [{ viewerProgress: Record<string, unknown> }] }>(query, { viewer, variables: { of: [{ __typename: 'Course', id: courseId }] } });
    return data._entities[0].viewerProgress;
  };
  expect(await now(learner)).toMatchObject({ percent: 100, requiredLessons: 2, completedAt: done.completedAt, hasNewContent: true, explain: { text: 'Completed. Lessons were added since; they do not change that.' } });
  expect(await now(slow)).toMatchObject({ percent: 33, requiredLessons: 3, completedAt: null, hasNewContent: false });
  expect((await record(learner, courseId, [completed(added)])).progress).toMatchObject({ percent: 100, completedAt: done.completedAt, hasNewContent: false });
  await house.deliver('curriculum.published', curriculumFacts(courseId, [{ id: lessonIds[0]! }], 3));
  await house.settle();
  expect(await now(slow)).toMatchObject({ percent: 100, requiredLessons: 1 });
  await house.deliver('curriculum.published', curriculumFacts(courseId, [{}, {}], 1));
  await house.settle();
  expect(await now(slow)).toMatchObject({ percent: 100, requiredLessons: 1 });
  expect((await house.as().db.query<unknown[]>(`SELECT 1 FROM curriculum WHERE course_id = $1`, [courseId]))).toHaveLength(3);
  expect(row.id).toBeTruthy();
});

it('Denominator: 0 lessons is 0 %, never NaN', async () => {
  const { learner, courseId } = await learnerIn({ lessons: [] });
  expect((await record(learner, courseId, [])).progress).toMatchObject({ percent: 0, requiredLessons: 0, completedAt: null, resumeAt: null });
});

it('Re-enrol: progress comes along only when asked for, and nothing is announced twice', async () => {
  const { learner, courseId, lessonIds, enrollment: first } = await learnerIn({ lessons: [{}, {}] });
  house.clock.advance({ minutes: 5 });
  const batch = lessonIds.map((id) => completed(id));
  await record(learner, courseId, batch);
  const before = await stored(first.id);
  const again = async (carryOver: boolean) => {
    await house.as(learner).get(LeavingService).leave(courseId);
    house.clock.advance({ minutes: 5 });
    const [row] = await house.make(enrollmentFactory, [{ viewer: learner, courseId, carryOver }]);
    return { row: row!, progress: (await record(learner, courseId, [])).progress };
  };
  const carried = await again(true);
  expect(carried.progress).toMatchObject({ percent: 100 });
  expect((await record(learner, courseId, batch)).rejected).toEqual([]);
  const fresh = await again(false);
  expect(fresh.progress).toMatchObject({ percent: 0, completedAt: null });
  expect(await stored(first.id)).toEqual(before);
  expect((await house.emitted('course.completed')).filter((payload) => payload.userId === learner.id)).toHaveLength(1);
});

it('who is not enrolled, no longer entitled, or a stranger records nothing', async () => {
  const [course] = await house.make(courseFactory, [{ prices: paid, lessons: [{}] }]);
  const learner = person(randomUUID());
  const expiresAt = later(60);
  const admin = administrator(randomUUID());
  const refusal = async (viewer?: Viewer) => {
    const variables = { input: { courseId: course!.courseId, events: [completed(course!.lessonIds[0]!)] } };
    return (await house.run(RECORD, { ...(viewer ? { viewer } : {}), variables })).errors?.[0]?.extensions?.['code'];
  };
  expect(await refusal()).toBe('UNAUTHENTICATED');
  expect(await refusal(learner)).toBe('NOT_ENROLLED');
  await house.as(admin).get(EntitlementService).grant({ userId: learner.id!, courseId: course!.courseId, source: EntitlementSource.GIFT, expiresAt });
  await house.make(enrollmentFactory, [{ viewer: learner, courseId: course!.courseId }]);
  expect(await refusal(learner)).toBeUndefined();
  house.clock.set(expiresAt);
  expect(await refusal(learner)).toBe('ENTITLEMENT_REQUIRED');
});

it('N+1: a lesson list costs the same for 1 and for 100', async () => {
  const { learner, courseId, lessonIds } = await learnerIn({ lessons: Array.from({ length: 100 }, () => ({})) });
  house.clock.advance({ minutes: 5 });
  await record(learner, courseId, lessonIds.slice(0, 50).map((id) => completed(id)));
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Lesson { viewerProgress { completedAt } access { granted reason until waitingFor { id } } } } }`;
  const count = (some: readonly string[]) => house.statements(query, { viewer: learner, variables: { of: some.map((id) => ({ __typename: 'Lesson', id })) } });
  expect(await count(lessonIds)).toBe(await count(lessonIds.slice(0, 1)));
});
