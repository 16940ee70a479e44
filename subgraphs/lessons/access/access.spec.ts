import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import { lessons } from '..';
import { enrollmentFacts } from '../testing/learner';
import { Completion } from './completion.entity';
import { LearnerLoaders } from './learner.loaders';

const house = subgraphTest(lessons);

const enrolledAt = (userId: string, courseId: string) =>
  house.as(person(userId)).get(LearnerLoaders).enrolledAt.load(courseId);

it('an enrolment that ended stays ended, whichever event comes first', async () => {
  const [early, late] = [enrollmentFacts(randomUUID(), randomUUID()), enrollmentFacts(randomUUID(), randomUUID())];
  const end = { endedAt: '2026-03-03T09:00:00.000Z', reason: 'EXPIRED' };
  await house.deliver('enrollment.started', early);
  expect(await enrolledAt(early.userId, early.courseId)).toEqual(new Date(early.startedAt));
  await house.deliver('enrollment.ended', { ...early, ...end });
  await house.deliver('enrollment.ended', { ...late, ...end });
  await house.deliver('enrollment.started', late);
  await house.deliver('enrollment.started', early);
  expect(await enrolledAt(early.userId, early.courseId)).toBeNull();
  expect(await enrolledAt(late.userId, late.courseId)).toBeNull();
});

it('re-enrol: a second enrolment opens the course again, whenever the end of the first arrives', async () => {
  const first = enrollmentFacts(randomUUID(), randomUUID());
  const second = { ...first, enrollmentId: randomUUID(), startedAt: '2026-04-01T09:00:00.000Z' };
  await house.deliver('enrollment.started', first);
  await house.deliver('enrollment.started', second);
  expect(await enrolledAt(first.userId, first.courseId)).toEqual(new Date(first.startedAt));
  await house.deliver('enrollment.ended', { ...first, endedAt: '2026-03-20T09:00:00.000Z', reason: 'REFUNDED' });
  expect(await enrolledAt(first.userId, first.courseId)).toEqual(new Date(second.startedAt));
});

it('a completion is kept once, with its earliest time', async () => {
  const facts = {
    userId: randomUUID(),
    courseId: randomUUID(),
    lessonId: randomUUID(),
    completedAt: '2026-03-05T09:00:00.000Z',
  };
  const id = await house.deliver('lesson.completed', facts);
  await house.deliver('lesson.completed', facts, id);
  await house.deliver('lesson.completed', { ...facts, completedAt: '2026-03-04T09:00:00.000Z' });
  await house.deliver('lesson.completed', { ...facts, completedAt: '2026-03-06T09:00:00.000Z' });
  const kept = await house.as().db.findBy(Completion, { userId: facts.userId });
  expect(kept.map((completion) => completion.completedAt.toISOString())).toEqual(['2026-03-04T09:00:00.000Z']);
});
