import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { courses } from '..';
import { Course } from '../course/course.entity';
import { courseFactory } from '../course/course.factory';

const house = subgraphTest(courses);

async function one(given: Parameters<typeof courseFactory>[1] = {}): Promise<Course> {
  const [course] = await house.make(courseFactory, [given]);
  return course!;
}

it('popularity counts people, whatever order their enrolments come and go in', async () => {
  const course = await one();
  const [learner, other] = [randomUUID(), randomUUID()];
  const enrolment = (userId: string) => ({
    enrollmentId: randomUUID(),
    userId,
    courseId: course.id,
    runId: null,
    organisationId: null,
    startedAt: '2026-02-01T00:00:00.000Z',
  });
  const [first, again] = [enrolment(learner), enrolment(learner)];
  await house.deliver('enrollment.ended', { ...first, endedAt: '2026-02-03T00:00:00.000Z', reason: 'REFUND' });
  const id = await house.deliver('enrollment.started', first);
  await house.deliver('enrollment.started', first, id);
  await house.deliver('enrollment.started', again);
  await house.deliver('enrollment.started', enrolment(other));
  const after = await house.as().db.findOneByOrFail(Course, { id: course.id });
  expect([after.popularity, after.version]).toEqual([2, course.version]);
});
