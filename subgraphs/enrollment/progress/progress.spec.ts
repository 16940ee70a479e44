import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import { enrollment } from '..';
import { courseFactory } from '../course/course.factory';
import { enrollmentFactory } from '../enrollment/enrollment.factory';
import { Learning, type LearningEvent } from '../testing/learning';

const house = subgraphTest(enrollment);
const learning = new Learning(house);
const four = [{}, {}, {}, {}];

it('begins at 0 %, with the first lesson to resume at', async () => {
  const { learner, courseId, lessonIds } = await learning.learnerIn({ lessons: four });
  const { progress } = await learning.record(learner, courseId, []);
  expect(progress).toMatchObject({
    percent: 0,
    completedLessons: 0,
    requiredLessons: 4,
    completedAt: null,
    resumeAt: { lesson: { id: lessonIds[0] }, position: 0 },
  });
});

it('completes lesson by lesson, tells others once each, and completes the course', async () => {
  const {
    learner,
    courseId,
    lessonIds,
    enrollment: row,
  } = await learning.learnerIn({ lessons: [{}, {}, { isRequired: false }] });
  house.clock.advance({ hours: 1 });
  const first = await learning.record(learner, courseId, [
    learning.event(lessonIds[0]!, 'OPENED'),
    learning.completed(lessonIds[0]!),
  ]);
  expect(first.progress).toMatchObject({
    percent: 50,
    resumeAt: { lesson: { id: lessonIds[1] } },
    explain: { text: '1 of 2 required lessons are done: 50 %. 1 to go.' },
  });
  house.clock.advance({ hours: 1 });
  const second = await learning.record(learner, courseId, [learning.completed(lessonIds[1]!)]);
  expect(second.progress).toMatchObject({
    percent: 100,
    completedAt: house.clock.now().toISOString(),
    hasNewContent: false,
  });
  await learning.record(learner, courseId, [learning.completed(lessonIds[1]!)]);
  const own = <T extends { userId: string }>(payloads: T[]): T[] =>
    payloads.filter((payload) => payload.userId === learner.id);
  expect(own(await house.emitted('lesson.completed')).map((payload) => payload.lessonId)).toEqual([
    lessonIds[0],
    lessonIds[1],
  ]);
  expect(own(await house.emitted('course.completed'))).toEqual([
    { userId: learner.id, courseId, enrollmentId: row.id, completedAt: second.progress.completedAt },
  ]);
});

it('Progress: the same batch twice, and ten times at once, is the batch once', async () => {
  const { learner, courseId, lessonIds, enrollment: row } = await learning.learnerIn({ lessons: four });
  house.clock.advance({ hours: 1 });
  const batch = [learning.completed(lessonIds[0]!), learning.completed(lessonIds[1]!)];
  const first = await learning.record(learner, courseId, batch);
  expect(first).toMatchObject({ accepted: 2, rejected: [], progress: { percent: 50 } });
  const before = await learning.kept(row.id);
  const again = await Promise.all(Array.from({ length: 10 }, () => learning.record(learner, courseId, batch)));
  for (const repeated of again) expect(repeated).toMatchObject({ accepted: 0, rejected: [], progress: first.progress });
  expect(await learning.kept(row.id)).toEqual(before);
});

it('Progress: parallel completions are all counted', async () => {
  const {
    learner,
    courseId,
    lessonIds,
    enrollment: row,
  } = await learning.learnerIn({
    lessons: Array.from({ length: 20 }, () => ({})),
  });
  house.clock.advance({ hours: 1 });
  await Promise.all(
    lessonIds.map((lessonId) =>
      learning.record(learner, courseId, [learning.event(lessonId, 'OPENED'), learning.completed(lessonId)]),
    ),
  );
  expect((await learning.kept(row.id)).courses).toMatchObject([{ percent: 100, completed_lessons: 20 }]);
  expect((await house.emitted('course.completed')).filter((payload) => payload.userId === learner.id)).toHaveLength(1);
});

it('Progress: an out-of-order offline batch ends where the ordered one does', async () => {
  const video = randomUUID();
  const [first, second] = [randomUUID(), randomUUID()];
  const lessons = [
    { id: first },
    { id: second, rules: [{ kind: 'AFTER_LESSON' as const, lessonId: first }] },
    { id: video, kind: 'VIDEO' as const, seconds: 300 },
  ];
  const offline = (start: Date): LearningEvent[] => {
    const at = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);
    return [
      learning.completed(first, at(1)),
      learning.completed(second, at(2)),
      learning.event(video, 'OPENED', at(3), { viewingId: 'tablet' }),
      learning.event(video, 'WATCHED', at(6), { viewingId: 'tablet', ranges: [{ from: 0, to: 180 }] }),
      learning.event(video, 'WATCHED', at(9), { viewingId: 'tablet', ranges: [{ from: 180, to: 300 }] }),
    ];
  };
  const [course] = await house.make(courseFactory, [{ lessons }]);
  const outcomes = [];
  for (const arrange of [
    (batch: LearningEvent[]) => [batch],
    (batch: LearningEvent[]) => batch.map((single) => [single]),
    (batch: LearningEvent[]) => batch.toReversed().map((single) => [single]),
  ]) {
    const learner = person(randomUUID());
    const [row] = await house.make(enrollmentFactory, [{ viewer: learner, courseId: course!.courseId }]);
    const start = house.clock.now();
    house.clock.advance({ hours: 1 });
    const batch = offline(start);
    for (const part of arrange(batch)) await learning.record(learner, course!.courseId, part);
    const { progress } = await learning.record(learner, course!.courseId, []);
    outcomes.push({ ...progress, completedAt: Number(new Date(progress.completedAt ?? 0)) - start.getTime() });
    expect(
      await house.as().db.query(`SELECT count(*)::int AS count FROM progress_fact WHERE enrollment_id = $1`, [row!.id]),
    ).toEqual([{ count: 5 }]);
  }
  expect(outcomes[0]).toMatchObject({ percent: 100, completedAt: 9 * 60_000 });
  expect(outcomes[1]).toEqual(outcomes[0]);
  expect(outcomes[2]).toEqual(outcomes[0]);
});

it('N+1: a lesson list costs the same for 1 and for 100', async () => {
  const { learner, courseId, lessonIds } = await learning.learnerIn({
    lessons: Array.from({ length: 100 }, () => ({})),
  });
  house.clock.advance({ minutes: 5 });
  await learning.record(
    learner,
    courseId,
    lessonIds.slice(0, 50).map((id) => learning.completed(id)),
  );
  const query = `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on Lesson { viewerProgress { completedAt } access { granted reason until waitingFor { id } } } } }`;
  const count = (some: readonly string[]) =>
    house.statements(query, { viewer: learner, variables: { of: some.map((id) => ({ __typename: 'Lesson', id })) } });
  expect(await count(lessonIds)).toBe(await count(lessonIds.slice(0, 1)));
});
