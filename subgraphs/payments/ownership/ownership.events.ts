import { on } from '../../../kit/events/on';

/** Who learns what. An end that arrives before its start is remembered: the start then changes nothing. */
export const onEnrollmentStarted = on('enrollment.started', (tx, { enrollmentId, userId, courseId, organisationId }) =>
  tx.db.query(`${INSERT} DO NOTHING`, [enrollmentId, userId, courseId, organisationId, false]),
);

export const onEnrollmentEnded = on('enrollment.ended', (tx, { enrollmentId, userId, courseId, organisationId }) =>
  tx.db.query(`${INSERT} (enrollment_id) DO UPDATE SET has_ended = true`, [
    enrollmentId,
    userId,
    courseId,
    organisationId,
    true,
  ]),
);

const INSERT = `
  INSERT INTO learning (enrollment_id, user_id, course_id, organisation_id, has_ended) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT`;
