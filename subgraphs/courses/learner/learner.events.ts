import { on } from '../../../kit/events/on';
import type { Scope } from '../../../kit/scope/scope';

/** What both events say of an enrolment; `ended` repeats the start, so either may come first. */
interface Enrolled {
  readonly enrollmentId: string;
  readonly userId: string;
  readonly courseId: string;
  readonly organisationId: string | null;
  readonly startedAt: string;
  readonly endedAt?: string;
}

export const onEnrollmentStarted = on('enrollment.started', remember, 'learner');
export const onEnrollmentEnded = on('enrollment.ended', remember, 'learner');

async function remember(
  tx: Scope,
  { enrollmentId, userId, courseId, startedAt, endedAt, organisationId }: Enrolled,
): Promise<void> {
  await tx.db.query(LOCK_COURSE, [courseId]);
  await tx.db.query(REMEMBER, [enrollmentId, userId, courseId, startedAt, endedAt ?? null, organisationId]);
  await tx.db.query(COUNT_LEARNERS, [courseId]);
}

/** The lock comes before the count, so that the later of two counts sees both learners. */
const LOCK_COURSE = `SELECT id FROM course WHERE id = $1 FOR NO KEY UPDATE`;

const REMEMBER = `
  INSERT INTO learner (enrollment_id, user_id, course_id, started_at, ended_at, organisation_id) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (enrollment_id) DO UPDATE SET ended_at = coalesce(learner.ended_at, excluded.ended_at)`;

/** People, not enrolments: who comes back does not count twice. */
const COUNT_LEARNERS = `
  UPDATE course SET popularity = (SELECT count(DISTINCT user_id) FROM learner WHERE course_id = $1) WHERE id = $1`;
