import type { CourseFacts } from '../../../kit/events/catalog';
import { NotYet } from '../../../kit/jobs/not-yet';
import type { Scope } from '../../../kit/scope/scope';
import { CourseLoaders } from './course.loaders';

/** Keeps up with what `courses` decides: what a course is called, where it is found, and who teaches it. */
export class CourseService {
  constructor(private readonly tx: Scope) {}

  /** Takes the newest facts; older ones change nothing. */
  async take({
    courseId,
    version,
    slug,
    title,
    organisationId,
    categoryId,
    instructorIds,
  }: CourseFacts): Promise<void> {
    await this.tx.db.query(TAKE, [courseId, version, slug, title, organisationId, categoryId ?? null, instructorIds]);
  }

  /** Whether it is in the catalogue for the first time. @throws NotYet where no event has told what it is there */
  async publish(courseId: string, version: number, at: Date): Promise<boolean> {
    const course = await this.tx.get(CourseLoaders).known(courseId);
    if (course.version < version) throw new NotYet(`Of the course ${courseId} only older facts are known yet.`);
    // TypeORM answers an UPDATE with its rows and their number.
    const [, count] = await this.tx.db.query<[unknown[], number]>(PUBLISH, [courseId, at]);
    return count > 0;
  }
}

const PUBLISH = 'UPDATE course SET published_at = $2 WHERE id = $1 AND published_at IS NULL';

const TAKE = `
  INSERT INTO course (id, version, slug, title, organisation_id, category_id, instructor_ids)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (id) DO UPDATE SET version = excluded.version, slug = excluded.slug, title = excluded.title,
    organisation_id = excluded.organisation_id, category_id = excluded.category_id, instructor_ids = excluded.instructor_ids
  WHERE course.version < excluded.version`;
