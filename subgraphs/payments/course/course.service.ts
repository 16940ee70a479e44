import type { CourseFacts } from '../../../kit/events/catalog';
import type { Scope } from '../../../kit/scope/scope';

/** Keeps up with what `courses` decides: what is sold, by whom, for how much. */
export class CourseService {
  constructor(private readonly tx: Scope) {}

  /** Takes the newest facts; older ones change nothing. */
  async take({ courseId, version, runs: _runs, prices, ...facts }: CourseFacts): Promise<void> {
    const { status, slug, title, organisationId, categoryId, instructorIds } = facts;
    await this.tx.db.query(TAKE, [
      courseId,
      version,
      status,
      slug,
      title,
      organisationId,
      instructorIds,
      JSON.stringify(prices),
      categoryId ?? null,
    ]);
  }
}

const TAKE = `
  INSERT INTO course (id, version, status, slug, title, organisation_id, instructor_ids, prices, category_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9)
  ON CONFLICT (id) DO UPDATE SET version = excluded.version, status = excluded.status, slug = excluded.slug, title = excluded.title,
    organisation_id = excluded.organisation_id, instructor_ids = excluded.instructor_ids, prices = excluded.prices, category_id = excluded.category_id
  WHERE course.version < excluded.version`;
