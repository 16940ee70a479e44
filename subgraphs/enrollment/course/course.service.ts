import type { CourseFacts, CurriculumFacts } from '../../../kit/events/catalog';
import { enqueue } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { announceSeats } from '../live/live.topics';
import { recomputeCourse } from '../progress/recompute.job';
import { WaitlistPromotion } from '../seat/waitlist.promotion';
import type { CurriculumLesson } from './curriculum.entity';

/** Keeps up with what other subgraphs decide about courses. */
export class CourseService {
  constructor(private readonly tx: Scope) {}

  /** Takes the newest facts; older ones change nothing. */
  async take({
    courseId,
    version,
    status,
    slug,
    title,
    organisationId,
    instructorIds,
    prices,
    runs,
  }: CourseFacts): Promise<void> {
    const known = [courseId, version, status, slug, title, organisationId, instructorIds, JSON.stringify(prices)];
    const isNews = await this.tx.db.query<unknown[]>(TAKE_COURSE, known);
    if (isNews.length > 0) await this.takeRuns(courseId, organisationId, runs);
  }

  /** A capacity below what is taken puts nobody out; a raised one lets those in who wait. */
  private async takeRuns(courseId: string, organisationId: string | null, runs: CourseFacts['runs']): Promise<void> {
    const rows = runs.map((run, position) => ({ ...run, position }));
    await this.tx.db.query(TAKE_RUNS, [courseId, organisationId, JSON.stringify(rows)]);
    await this.tx.db.query(WITHDRAW_RUNS, [courseId, runs.map((run) => run.runId)]);
    for (const { runId } of runs) {
      announceSeats(this.tx, runId);
      await this.tx.get(WaitlistPromotion).promote(runId);
    }
  }

  async publish({ courseId, organisationId, revision, sections }: CurriculumFacts): Promise<void> {
    const lessons = sections
      .flatMap((section) => section.lessons)
      .map(({ lessonId, title, kind, isRequired, isPreview, durationSeconds, releaseRules }): CurriculumLesson => ({
        lessonId,
        title,
        kind,
        isRequired,
        isPreview,
        durationSeconds,
        releaseRules,
      }));
    await this.tx.db.query(TAKE_CURRICULUM, [courseId, revision, organisationId, JSON.stringify(lessons)]);
    await this.tx.db.query(TAKE_LESSONS, [courseId, lessons.map((lesson) => lesson.lessonId)]);
    await enqueue(this.tx, recomputeCourse, { courseId, after: null });
  }
}

const TAKE_COURSE = `
  INSERT INTO course (id, version, status, slug, title, organisation_id, instructor_ids, prices) VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb)
  ON CONFLICT (id) DO UPDATE SET version = excluded.version, status = excluded.status, slug = excluded.slug, title = excluded.title,
    organisation_id = excluded.organisation_id, instructor_ids = excluded.instructor_ids, prices = excluded.prices
  WHERE course.version < excluded.version
  RETURNING id`;

const TAKE_RUNS = `
  INSERT INTO run_seats (run_id, course_id, organisation_id, kind, position, starts_at, ends_at, capacity, taken, is_offered)
  SELECT "runId", $1, $2, kind, position, "startsAt", "endsAt", capacity, 0, true
    FROM jsonb_to_recordset($3::jsonb) AS run ("runId" uuid, kind text, position int, "startsAt" timestamptz, "endsAt" timestamptz, capacity int)
   ORDER BY "runId"
  ON CONFLICT (run_id) DO UPDATE SET kind = excluded.kind, position = excluded.position, starts_at = excluded.starts_at,
    ends_at = excluded.ends_at, capacity = excluded.capacity, is_offered = true`;

const WITHDRAW_RUNS = `UPDATE run_seats SET is_offered = false WHERE course_id = $1 AND NOT run_id = ANY($2::uuid[])`;

const TAKE_CURRICULUM = `
  INSERT INTO curriculum (course_id, revision, organisation_id, lessons) VALUES ($1, $2, $3, $4::jsonb) ON CONFLICT DO NOTHING`;

const TAKE_LESSONS = `INSERT INTO lesson (id, course_id) SELECT unnest($2::uuid[]), $1 ON CONFLICT DO NOTHING`;
