import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../kit/identity/viewer';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import { enrollment } from '..';
import { curriculumFacts } from '../course/course.factory';
import { Enrollment } from '../enrollment/enrollment.entity';
import { enrollmentFactory } from '../enrollment/enrollment.factory';
import { LeavingService } from '../enrollment/leaving.service';
import { Learning } from '../testing/learning';
import { Recomputation } from './recomputation';

const house = subgraphTest(enrollment);
const learning = new Learning(house);

it('Progress: what is kept for lists can be computed from the facts again', async () => {
  const {
    learner,
    courseId,
    lessonIds,
    enrollment: row,
  } = await learning.learnerIn({ lessons: [{}, { kind: 'VIDEO', seconds: 200 }, {}, {}] });
  house.clock.advance({ hours: 2 });
  await learning.record(learner, courseId, [
    learning.completed(lessonIds[0]!, learning.later(-3000)),
    learning.event(lessonIds[1]!, 'OPENED', learning.later(-2000)),
    learning.event(lessonIds[1]!, 'WATCHED', learning.later(-1900), { ranges: [{ from: 20, to: 100 }] }),
  ]);
  const kept = await learning.kept(row.id);
  expect(kept.lessons).toHaveLength(2);
  await house.as().db.query(`DELETE FROM lesson_progress WHERE enrollment_id = $1`, [row.id]);
  await house.as().db.query(`DELETE FROM course_progress WHERE enrollment_id = $1`, [row.id]);
  await house
    .as()
    .transaction(async (tx) =>
      tx.get(Recomputation).of([await tx.db.getRepository(Enrollment).findOneByOrFail({ id: row.id })]),
    );
  expect(await learning.kept(row.id)).toEqual(kept);
});

it('Denominator: a new revision leaves the finished finished and gives the others more to do', async () => {
  const { learner, courseId, lessonIds, enrollment: row } = await learning.learnerIn({ lessons: [{}, {}] });
  const slow = person(randomUUID());
  await house.make(enrollmentFactory, [{ viewer: slow, courseId }]);
  house.clock.advance({ minutes: 5 });
  const { progress: done } = await learning.record(
    learner,
    courseId,
    lessonIds.map((id) => learning.completed(id)),
  );
  await learning.record(slow, courseId, [learning.completed(lessonIds[0]!)]);
  const added = randomUUID();
  await house.deliver(
    'curriculum.published',
    curriculumFacts(courseId, [{ id: lessonIds[0]! }, { id: lessonIds[1]! }, { id: added }], 2),
  );
  await house.settle();
  const now = async (viewer: Viewer) => {
    const query = `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on Course { viewerProgress { percent requiredLessons completedAt hasNewContent explain { text lessons { why counts } } } } } }`;
    const data = await house.data<{ found: [{ viewerProgress: Record<string, unknown> }] }>(query, {
      viewer,
      variables: { of: [{ __typename: 'Course', id: courseId }] },
    });
    return data.found[0].viewerProgress;
  };
  expect(await now(learner)).toMatchObject({
    percent: 100,
    requiredLessons: 2,
    completedAt: done.completedAt,
    hasNewContent: true,
    explain: { text: 'Completed. Lessons were added since; they do not change that.' },
  });
  expect(await now(slow)).toMatchObject({ percent: 33, requiredLessons: 3, completedAt: null, hasNewContent: false });
  expect((await learning.record(learner, courseId, [learning.completed(added)])).progress).toMatchObject({
    percent: 100,
    completedAt: done.completedAt,
    hasNewContent: false,
  });
  await house.deliver('curriculum.published', curriculumFacts(courseId, [{ id: lessonIds[0]! }], 3));
  await house.settle();
  expect(await now(slow)).toMatchObject({ percent: 100, requiredLessons: 1 });
  await house.deliver('curriculum.published', curriculumFacts(courseId, [{}, {}], 1));
  await house.settle();
  expect(await now(slow)).toMatchObject({ percent: 100, requiredLessons: 1 });
  expect(
    await house.as().db.query<unknown[]>(`SELECT 1 FROM curriculum WHERE course_id = $1`, [courseId]),
  ).toHaveLength(3);
  expect(row.id).toBeTruthy();
});

it('Denominator: 0 lessons is 0 %, never NaN', async () => {
  const { learner, courseId } = await learning.learnerIn({ lessons: [] });
  expect((await learning.record(learner, courseId, [])).progress).toMatchObject({
    percent: 0,
    requiredLessons: 0,
    completedAt: null,
    resumeAt: null,
  });
});

it('Re-enrol: progress comes along only when asked for, and nothing is announced twice', async () => {
  const { learner, courseId, lessonIds, enrollment: first } = await learning.learnerIn({ lessons: [{}, {}] });
  house.clock.advance({ minutes: 5 });
  const batch = lessonIds.map((id) => learning.completed(id));
  await learning.record(learner, courseId, batch);
  const before = await learning.kept(first.id);
  const again = async (carryOver: boolean) => {
    await house.as(learner).get(LeavingService).leave(courseId);
    house.clock.advance({ minutes: 5 });
    const [row] = await house.make(enrollmentFactory, [{ viewer: learner, courseId, carryOver }]);
    return { row: row!, progress: (await learning.record(learner, courseId, [])).progress };
  };
  const carried = await again(true);
  expect(carried.progress).toMatchObject({ percent: 100 });
  expect((await learning.record(learner, courseId, batch)).rejected).toEqual([]);
  const fresh = await again(false);
  expect(fresh.progress).toMatchObject({ percent: 0, completedAt: null });
  expect(await learning.kept(first.id)).toEqual(before);
  expect((await house.emitted('course.completed')).filter((payload) => payload.userId === learner.id)).toHaveLength(1);
});
