import { migration } from '../../../kit/database/migration';

/** Orders are found by the stays that they paid for. */
export const enrollment = migration(
  'Enrollment1764300003000',
  `
  CREATE INDEX order_line_of_enrollment ON order_line (enrollment_id) WHERE enrollment_id IS NOT NULL;
  DROP INDEX order_line_of_recipient;
  CREATE INDEX order_line_of_recipient ON order_line (recipient_id, course_id);
  `,
);
