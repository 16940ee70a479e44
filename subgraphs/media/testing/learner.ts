import { randomUUID } from 'node:crypto';
import type { CurriculumFacts, EventPayload } from '../../../kit/events/catalog';

type LessonFacts = CurriculumFacts['sections'][number]['lessons'][number];

/** What courses says of a course. */
export function courseFacts(facts: Partial<EventPayload<'course.changed'>> = {}): EventPayload<'course.changed'> {
  const known = {
    courseId: randomUUID(),
    version: 1,
    status: 'PUBLISHED' as const,
    slug: 'a-course',
    title: 'A course',
  };
  return { ...known, organisationId: null, instructorIds: [randomUUID()], prices: [], runs: [], ...facts };
}

/** What lessons says of a curriculum with these lessons. */
export function curriculumFacts(
  courseId: string,
  lessons: readonly Partial<LessonFacts>[],
  { revision = 1, organisationId = null }: Partial<Pick<CurriculumFacts, 'revision' | 'organisationId'>> = {},
): CurriculumFacts {
  const whole = lessons.map((given) => ({
    lessonId: randomUUID(),
    title: 'A lesson',
    kind: 'VIDEO' as const,
    isRequired: true,
    isPreview: false,
    hasContent: true,
    contentId: null,
    durationSeconds: 60,
    releaseRules: [],
    ...given,
  }));
  return { courseId, organisationId, revision, sections: [{ sectionId: randomUUID(), title: 'One', lessons: whole }] };
}

/** What enrollment says when someone enrols. */
export function enrollmentFacts(
  userId: string,
  courseId: string,
  startedAt = '2026-03-02T09:00:00.000Z',
): EventPayload<'enrollment.started'> {
  return { enrollmentId: randomUUID(), userId, courseId, runId: null, organisationId: null, startedAt };
}
