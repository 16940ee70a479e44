import type { Scope } from '../../../kit/scope/scope';
import type { CourseProgress } from './course-progress.entity';
import type { LessonProgress } from './lesson-progress.entity';
import type { ProgressFact } from './progress-fact.entity';

/** Writes rows of progress, however many, in one statement each. */
export class ProgressStore {
  constructor(private readonly tx: Scope) {}

  /** A fact that is known already stays as it was first received. */
  async addFacts(facts: readonly ProgressFact[]): Promise<void> {
    if (facts.length > 0) await this.tx.db.query(ADD_FACTS, [JSON.stringify(facts)]);
  }

  /** The facts of an earlier enrolment, for a later one. */
  async carryOver(from: string, to: string): Promise<void> {
    await this.tx.db.query(CARRY_OVER, [to, from]);
  }

  async keepCourses(rows: readonly CourseProgress[]): Promise<void> {
    if (rows.length > 0) await this.tx.db.query(KEEP_COURSES, [JSON.stringify(rows)]);
  }

  async keepLessons(rows: readonly LessonProgress[]): Promise<void> {
    if (rows.length > 0) await this.tx.db.query(KEEP_LESSONS, [JSON.stringify(rows)]);
  }
}

const ADD_FACTS = `
  INSERT INTO progress_fact (enrollment_id, client_id, lesson_id, kind, at, claimed_at, viewing, ranges, revision, enrolled_at, received_at)
  SELECT "enrollmentId", "clientId", "lessonId", kind, at, "claimedAt", viewing, ranges, revision, "enrolledAt", "receivedAt"
    FROM jsonb_to_recordset($1::jsonb) AS fact ("enrollmentId" uuid, "clientId" text, "lessonId" uuid, kind text, at timestamptz,
      "claimedAt" timestamptz, viewing text, ranges jsonb, revision int, "enrolledAt" timestamptz, "receivedAt" timestamptz)
  ON CONFLICT DO NOTHING`;

const CARRY_OVER = `
  INSERT INTO progress_fact (enrollment_id, client_id, lesson_id, kind, at, claimed_at, viewing, ranges, revision, enrolled_at, received_at)
  SELECT $1, client_id, lesson_id, kind, at, claimed_at, viewing, ranges, revision, enrolled_at, received_at
    FROM progress_fact WHERE enrollment_id = $2`;

const KEEP_COURSES = `
  INSERT INTO course_progress (enrollment_id, course_id, revision, percent, completed_lessons, required_lessons, completed_at,
    completed_revision, has_new_content, resume_lesson_id, resume_position, last_at)
  SELECT "enrollmentId", "courseId", revision, percent, "completedLessons", "requiredLessons", "completedAt",
    "completedRevision", "hasNewContent", "resumeLessonId", "resumePosition", "lastAt"
    FROM jsonb_to_recordset($1::jsonb) AS progress ("enrollmentId" uuid, "courseId" uuid, revision int, percent int,
      "completedLessons" int, "requiredLessons" int, "completedAt" timestamptz, "completedRevision" int, "hasNewContent" boolean,
      "resumeLessonId" uuid, "resumePosition" double precision, "lastAt" timestamptz)
  ON CONFLICT (enrollment_id) DO UPDATE SET revision = excluded.revision, percent = excluded.percent,
    completed_lessons = excluded.completed_lessons, required_lessons = excluded.required_lessons, completed_at = excluded.completed_at,
    completed_revision = excluded.completed_revision, has_new_content = excluded.has_new_content,
    resume_lesson_id = excluded.resume_lesson_id, resume_position = excluded.resume_position, last_at = excluded.last_at`;

const KEEP_LESSONS = `
  INSERT INTO lesson_progress (enrollment_id, lesson_id, opened_at, last_at, completed_at, watched_seconds, position)
  SELECT "enrollmentId", "lessonId", "openedAt", "lastAt", "completedAt", "watchedSeconds", position
    FROM jsonb_to_recordset($1::jsonb) AS progress ("enrollmentId" uuid, "lessonId" uuid, "openedAt" timestamptz, "lastAt" timestamptz,
      "completedAt" timestamptz, "watchedSeconds" double precision, position double precision)
  ON CONFLICT (enrollment_id, lesson_id) DO UPDATE SET opened_at = excluded.opened_at, last_at = excluded.last_at,
    completed_at = excluded.completed_at, watched_seconds = excluded.watched_seconds, position = excluded.position`;
