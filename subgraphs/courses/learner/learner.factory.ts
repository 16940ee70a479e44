import type { Factory } from '../../../kit/testing/subgraph-test';
import type { Course } from '../course/course.entity';
import { Learner } from './learner.entity';

interface Given {
  readonly course: Course;
  readonly userId: string;
  readonly endedAt?: Date;
}

/** Someone who is enrolled, or was. */
export const learnerFactory: Factory<Given, Learner> = async (scope, { course, userId, endedAt }) => {
  const learner = {
    enrollmentId: scope.ids.next(),
    courseId: course.id,
    userId,
    startedAt: scope.clock.now(),
    endedAt: endedAt ?? null,
  };
  const row = Object.assign(new Learner(), learner, { organisationId: course.organisationId });
  await scope.db.insert(Learner, row);
  return row;
};
