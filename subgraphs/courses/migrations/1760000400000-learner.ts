import { migration } from '../../../kit/database/migration';

/** What other subgraphs said: who learns what, and what a course's curriculum looks like. Events come in any order, so nothing refers to a course row. */
export const learner = migration(
  'Learner1760000400000',
  `
  CREATE TABLE learner (
    enrollment_id uuid PRIMARY KEY,
    user_id uuid NOT NULL,
    course_id uuid NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    organisation_id uuid
  );
  CREATE INDEX learner_by_course ON learner (course_id, user_id);

  CREATE TABLE curriculum (
    course_id uuid PRIMARY KEY,
    revision integer NOT NULL,
    lesson_count integer NOT NULL,
    empty_lessons jsonb NOT NULL,
    organisation_id uuid
  );
  `,
);
