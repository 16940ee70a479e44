import { on } from '../../../kit/events/on';
import type { EventPayload } from '../../../kit/events/catalog';
import type { Scope } from '../../../kit/scope/scope';

export const onEnrollmentStarted = on('enrollment.started', (tx, facts) => keepEnrollment(tx, facts, null));

export const onEnrollmentEnded = on('enrollment.ended', (tx, facts) => keepEnrollment(tx, facts, facts.endedAt));

export const onLessonCompleted = on('lesson.completed', (tx, { userId, courseId, lessonId, completedAt }) =>
  tx.db.query(
    `INSERT INTO completion (user_id, lesson_id, course_id, completed_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (user_id, lesson_id) DO UPDATE SET completed_at = least(completion.completed_at, EXCLUDED.completed_at)`,
    [userId, lessonId, courseId, completedAt],
  ),
);

/** The end may arrive before the start: an enrolment that ended stays ended. */
function keepEnrollment(
  tx: Scope,
  facts: EventPayload<'enrollment.started'>,
  endedAt: string | null,
): Promise<unknown> {
  return tx.db.query(
    `INSERT INTO enrollment (id, user_id, course_id, organisation_id, started_at, ended_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET ended_at = coalesce(enrollment.ended_at, EXCLUDED.ended_at)`,
    [facts.enrollmentId, facts.userId, facts.courseId, facts.organisationId, facts.startedAt, endedAt],
  );
}
