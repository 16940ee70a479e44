import { on } from '../../../kit/events/on';

/** Who bought a course and chose a run of it later: their stay is what the order paid for. */
export const onEnrollmentStarted = on('enrollment.started', (tx, { enrollmentId, userId, courseId }) =>
  tx.db.query(LINK, [enrollmentId, userId, courseId]),
);

const LINK = `
  UPDATE order_line SET enrollment_id = $1
   WHERE id = (SELECT id FROM order_line WHERE recipient_id = $2 AND course_id = $3 AND enrollment_id IS NULL
                  AND state IN ('PENDING', 'FULFILLED') ORDER BY id DESC LIMIT 1)`;
