import { migration } from '../../../kit/database/migration';

/** Facts about one entitlement, whichever of its two events came first. */
export const ownership = migration(
  'Ownership1764100003000',
  `
  CREATE TABLE holding (
    entitlement_id uuid PRIMARY KEY,
    user_id uuid NOT NULL,
    course_id uuid NOT NULL,
    organisation_id uuid,
    has_ended boolean NOT NULL
  );
  CREATE INDEX holding_of_user ON holding (user_id, course_id) WHERE NOT has_ended;
  CREATE INDEX order_line_of_recipient ON order_line (recipient_id, course_id) WHERE state = 'PENDING';
  `,
);
