import { migration } from '../../../kit/database/migration';

export const course = migration(
  'Course1764000001000',
  `
  CREATE TABLE course (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    status text NOT NULL,
    slug text NOT NULL,
    title text NOT NULL,
    organisation_id uuid,
    instructor_ids uuid[] NOT NULL,
    prices jsonb NOT NULL
  );
  `,
);
