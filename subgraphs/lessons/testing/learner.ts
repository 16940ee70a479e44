import { randomUUID } from 'node:crypto';
import type { EventPayload } from '../../../kit/events/catalog';

/** What enrollment says when someone enrols. */
export function enrollmentFacts(
  userId: string,
  courseId: string,
  startedAt = '2026-03-02T09:00:00.000Z',
): EventPayload<'enrollment.started'> {
  return { enrollmentId: randomUUID(), userId, courseId, runId: null, organisationId: null, startedAt };
}

/** What courses says of a course. */
export function courseFacts(facts: Partial<EventPayload<'course.changed'>> = {}): EventPayload<'course.changed'> {
  const known = {
    courseId: randomUUID(),
    version: 1,
    status: 'PUBLISHED' as const,
    slug: 'a-course',
    title: 'A course',
    organisationId: null,
  };
  return { ...known, instructorIds: [randomUUID()], prices: [], runs: [], ...facts };
}
