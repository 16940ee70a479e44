import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../kit/identity/viewer';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import { enrollment } from '..';
import { courseFactory } from '../course/course.factory';
import { enrollmentFactory } from '../enrollment/enrollment.factory';

const house = subgraphTest(enrollment);

async function lessonAccess(viewer: Viewer | undefined, ...ids: string[]) {
  const query = `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on Lesson { access { granted reason until waitingFor { id } } viewerProgress { completedAt } } } }`;
  const of = ids.map((id) => ({ __typename: 'Lesson', id }));
  return (
    await house.data<{ found: { access: Record<string, unknown> | null }[] }>(query, {
      ...(viewer ? { viewer } : {}),
      variables: { of },
    })
  ).found;
}

it('a lesson says whether it is open, and what it waits for', async () => {
  const first = randomUUID();
  const teacher = person(randomUUID());
  const [course] = await house.make(courseFactory, [
    {
      instructorIds: [teacher.id!],
      lessons: [
        { id: first, isPreview: true },
        { rules: [{ kind: 'AFTER_LESSON', lessonId: first }] },
        { rules: [{ kind: 'DAYS_AFTER_ENROLLMENT', days: 1, zone: 'UTC' }] },
      ],
    },
  ]);
  const [, second, third] = course!.lessonIds;
  const learner = person(randomUUID());
  await house.make(enrollmentFactory, [{ viewer: learner, courseId: course!.courseId }]);
  const tomorrow = new Date(house.clock.now().getTime() + 86_400_000).toISOString();
  expect((await lessonAccess(learner, first, second!, third!)).map((lesson) => lesson.access)).toEqual([
    { granted: true, reason: 'ENROLLED', until: null, waitingFor: [] },
    { granted: false, reason: 'LOCKED', until: null, waitingFor: [{ id: first }] },
    { granted: false, reason: 'LOCKED', until: tomorrow, waitingFor: [] },
  ]);
  expect((await lessonAccess(undefined, first, second!)).map((lesson) => lesson.access?.['reason'])).toEqual([
    'PREVIEW',
    'NOT_SIGNED_IN',
  ]);
  expect((await lessonAccess(teacher, second!))[0]?.access).toMatchObject({ granted: true, reason: 'STAFF' });
  house.clock.set(tomorrow);
  expect((await lessonAccess(learner, third!))[0]?.access).toMatchObject({ granted: true });
});

it('Existence: a lesson of a draft reads like one that does not exist', async () => {
  const [course] = await house.make(courseFactory, [{ status: 'DRAFT', lessons: [{ isPreview: true }] }]);
  const stranger = person(randomUUID());
  expect(await lessonAccess(stranger, course!.lessonIds[0]!)).toEqual(await lessonAccess(stranger, randomUUID()));
});
