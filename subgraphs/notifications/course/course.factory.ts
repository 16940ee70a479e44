import { randomUUID } from 'node:crypto';
import type { CourseFacts } from '../../../kit/events/catalog';
import type { Factory } from '../../../kit/testing/subgraph-test';
import { CourseService } from './course.service';

export function courseFacts(given: Partial<CourseFacts>): CourseFacts {
  const courseId = given.courseId ?? randomUUID();
  return {
    courseId,
    version: 1,
    status: 'PUBLISHED',
    slug: `course-${courseId}`,
    title: 'A course',
    organisationId: null,
    instructorIds: [randomUUID()],
    prices: [],
    runs: [],
    ...given,
  };
}

/** A course as if its event had arrived. */
export const courseFactory: Factory<Partial<CourseFacts>, CourseFacts> = (scope, given) =>
  scope.transaction(async (tx) => {
    const facts = courseFacts(given);
    await tx.get(CourseService).take(facts);
    return facts;
  });
