import { migration } from '../../../kit/database/migration';

/** Who learns what, and what instructors say to all of them. */
export const announcement = migration(
  'Announcement1764600005000',
  `
  CREATE TABLE learner (
    enrollment_id uuid PRIMARY KEY,
    user_id uuid NOT NULL,
    course_id uuid NOT NULL,
    organisation_id uuid,
    ended_at timestamptz
  );
  CREATE INDEX learner_of_course ON learner (course_id, user_id) WHERE ended_at IS NULL;
  CREATE INDEX learner_of_user ON learner (user_id, course_id) WHERE ended_at IS NULL;

  CREATE TABLE announcement (
    id uuid PRIMARY KEY,
    course_id uuid NOT NULL,
    organisation_id uuid,
    author_id uuid,
    title text NOT NULL,
    body text NOT NULL,
    state text NOT NULL CONSTRAINT announcement_state CHECK (state IN ('SCHEDULED', 'SENT', 'CANCELLED')),
    scheduled_at timestamptz NOT NULL,
    sent_at timestamptz,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  );
  CREATE INDEX announcement_of_course ON announcement (course_id, scheduled_at, id);
  `,
);
