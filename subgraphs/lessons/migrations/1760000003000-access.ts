import { migration } from '../../../kit/database/migration';

/** Who learns what, and how far: what enrollment says, as far as the bodies of lessons depend on it. */
export const access = migration(
  'Access1760000003000',
  `
  CREATE TABLE enrollment (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL,
    course_id uuid NOT NULL,
    organisation_id uuid,
    started_at timestamptz NOT NULL,
    ended_at timestamptz
  );
  CREATE INDEX enrollment_active ON enrollment (user_id, course_id) WHERE ended_at IS NULL;

  CREATE TABLE completion (
    user_id uuid NOT NULL,
    lesson_id uuid NOT NULL,
    course_id uuid NOT NULL,
    completed_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, lesson_id)
  );
  CREATE INDEX completion_of_course ON completion (user_id, course_id);
  `,
);
