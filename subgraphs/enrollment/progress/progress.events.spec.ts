import { randomUUID } from 'node:crypto';
import type { EventPayload } from '../../../kit/events/catalog';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import { enrollment } from '..';
import { LessonProgress } from './lesson-progress.entity';
import { Learning } from '../testing/learning';

const house = subgraphTest(enrollment);
const learning = new Learning(house);

/** A learner in front of a video of 100 s, whose player opened a minute ago. */
async function watching() {
  const given = await learning.learnerIn({ lessons: [{ kind: 'VIDEO', seconds: 100 }] });
  const startedAt = house.clock.now().toISOString();
  house.clock.advance({ minutes: 1 });
  const facts: EventPayload<'playback.watched'> = {
    userId: given.learner.id!,
    courseId: given.courseId,
    lessonId: given.lessonIds[0]!,
    assetId: randomUUID(),
    sessionId: randomUUID(),
    startedAt,
    watchedAt: house.clock.now().toISOString(),
    ranges: [{ from: 0, to: 50 }],
  };
  const seen = (): Promise<LessonProgress | null> =>
    house.as().db.findOneBy(LessonProgress, { enrollmentId: given.enrollment.id, lessonId: facts.lessonId });
  return { ...given, facts, seen };
}

it('what a player has shown is watched, once however often it is told', async () => {
  const { facts, seen } = await watching();
  const id = await house.deliver('playback.watched', facts);
  await house.deliver('playback.watched', facts, id);
  await house.deliver('playback.watched', facts);
  expect(await seen()).toMatchObject({ watchedSeconds: 50, completedAt: null });
  house.clock.advance({ minutes: 1 });
  await house.deliver('playback.watched', {
    ...facts,
    watchedAt: house.clock.now().toISOString(),
    ranges: [{ from: 50, to: 100 }],
  });
  expect((await seen())?.completedAt).not.toBeNull();
});

it('Watch ranges: no more counts than the time since the player opened allows', async () => {
  const { facts, seen } = await watching();
  house.clock.advance({ seconds: -50 });
  await house.deliver('playback.watched', {
    ...facts,
    watchedAt: house.clock.now().toISOString(),
    ranges: [{ from: 0, to: 100 }],
  });
  expect((await seen())?.watchedSeconds).toBe(20);
});

it('who is not enrolled gains nothing', async () => {
  const { facts, seen } = await watching();
  await house.deliver('playback.watched', { ...facts, userId: randomUUID() });
  expect(await seen()).toBeNull();
});

it('Watch ranges: no client can speak for a player of the house', async () => {
  const { learner, courseId, facts } = await watching();
  const forged = learning.event(facts.lessonId, 'OPENED', undefined, { viewingId: `playback:${facts.sessionId}` });
  await expect(learning.record(person(learner.id!), courseId, [forged])).rejects.toThrow(/BAD_INPUT/);
});
