import type { EventPayload } from '../../../kit/events/catalog';
import { on } from '../../../kit/events/on';
import type { Scope } from '../../../kit/scope/scope';

export const onEnrollmentStarted = on('enrollment.started', (tx, facts) => keep(tx, facts, null));

export const onEnrollmentEnded = on('enrollment.ended', (tx, facts) => keep(tx, facts, facts.endedAt));

/** The end may arrive before the start: what ended stays ended. */
async function keep(
  tx: Scope,
  { enrollmentId, userId, courseId, organisationId }: Omit<EventPayload<'enrollment.started'>, 'startedAt'>,
  endedAt: string | null,
): Promise<void> {
  await tx.db.query(KEEP, [enrollmentId, userId, courseId, organisationId, endedAt]);
}

const KEEP = `
  INSERT INTO learner (enrollment_id, user_id, course_id, organisation_id, ended_at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (enrollment_id) DO UPDATE SET ended_at = coalesce(learner.ended_at, excluded.ended_at)`;
