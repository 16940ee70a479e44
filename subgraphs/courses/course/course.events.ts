import type { CourseFacts, EventPayload } from '../../../kit/events/catalog';
import { emit } from '../../../kit/events/emit';
import { baseFirst } from '../../../kit/money/price-list';
import type { Scope } from '../../../kit/scope/scope';
import { Run } from '../run/run.entity';
import { CourseInstructor } from './course-instructor.entity';
import { CoursePrice } from './course-price.entity';
import type { Course } from './course.entity';

/**
 * Saves a course and tells everyone what it is now. Each use case ends with it, once: its instructors, prices and runs
 * are part of the facts, so a change of theirs is a new version of the course.
 */
export async function saveAndTell(tx: Scope, course: Course): Promise<Course> {
  return tell(tx, await tx.save(course));
}

/** The same for a course that is saved already. */
export async function tell(tx: Scope, course: Course): Promise<Course> {
  await emit(tx, 'course.changed', await factsOf(tx, course));
  return course;
}

/** What is told of a course that came into the catalogue, saved already. */
export function publication({
  id: courseId,
  organisationId,
  version,
  publishedAt,
}: Course): EventPayload<'course.published'> {
  return { courseId, organisationId, version, publishedAt: publishedAt?.toISOString() };
}

async function factsOf(tx: Scope, course: Course): Promise<CourseFacts> {
  const of = { courseId: course.id };
  const instructors = await tx.db.find(CourseInstructor, {
    where: of,
    order: { role: 'DESC', addedAt: 'ASC', id: 'ASC' },
  });
  const prices = await tx.db.find(CoursePrice, { where: of, order: { currency: 'ASC' } });
  const runs = await tx.db.find(Run, { where: { ...of, status: 'SCHEDULED' }, order: { startsAt: 'ASC', id: 'ASC' } });
  const { id, version, status, slug, title, organisationId, categoryId } = course;
  return {
    courseId: id,
    version,
    status,
    slug,
    title,
    organisationId,
    categoryId,
    instructorIds: instructors.map(({ userId }) => userId),
    prices: baseFirst(prices).map(({ currency, minor }) => ({ currency, minor: minor.toString() })),
    runs: runs.map((run) => run.facts()),
  };
}
