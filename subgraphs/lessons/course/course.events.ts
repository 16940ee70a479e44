import { on } from '../../../kit/events/on';
import type { CourseFacts } from '../../../kit/events/catalog';
import type { Scope } from '../../../kit/scope/scope';

/** Keeps the newest facts of each course, whatever the order in which they arrive. */
export const onCourseChanged = on('course.changed', async (tx, facts) => {
  const kept = await tx.db.query<unknown[]>(KEEP_FACTS, [
    facts.courseId,
    facts.organisationId,
    facts.status,
    facts.instructorIds,
    facts.version,
    tx.clock.now(),
  ]);
  if (kept.length > 0) await moveToOrganisation(tx, facts);
});

const KEEP_FACTS = `
  INSERT INTO course (id, organisation_id, status, instructor_ids, facts_version, order_version, version, created_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, 1, 1, $6, $6)
  ON CONFLICT (id) DO UPDATE
     SET organisation_id = EXCLUDED.organisation_id, status = EXCLUDED.status, instructor_ids = EXCLUDED.instructor_ids, facts_version = EXCLUDED.facts_version
   WHERE course.facts_version < EXCLUDED.facts_version
  RETURNING id`;

/** What a course consists of stands behind the same tenant wall as the course. */
async function moveToOrganisation(tx: Scope, { courseId, organisationId }: CourseFacts): Promise<void> {
  for (const table of ['section', 'lesson', 'published_section', 'published_lesson', 'curriculum_revision']) {
    await tx.db.query(
      `UPDATE ${table} SET organisation_id = $2 WHERE course_id = $1 AND organisation_id IS DISTINCT FROM $2`,
      [courseId, organisationId],
    );
  }
}
