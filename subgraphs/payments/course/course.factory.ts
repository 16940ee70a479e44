import { randomUUID } from 'node:crypto';
import type { CourseFacts } from '../../../kit/events/catalog';
import type { Factory } from '../../../kit/testing/subgraph-test';
import { CourseService } from './course.service';

/** 49.00 EUR, 54.00 USD, 7,300 JPY. */
export const paid = [
  { currency: 'EUR', minor: '4900' },
  { currency: 'USD', minor: '5400' },
  { currency: 'JPY', minor: '7300' },
];

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
    prices: paid,
    runs: [],
    ...given,
  };
}

/** A course as if its event had arrived: published and paid unless told otherwise. */
export const courseFactory: Factory<Partial<CourseFacts>, CourseFacts> = (scope, given) =>
  scope.transaction(async (tx) => {
    const facts = courseFacts(given);
    await tx.get(CourseService).take(facts);
    return facts;
  });
