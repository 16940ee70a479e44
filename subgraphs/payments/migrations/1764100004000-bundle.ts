import { migration } from '../../../kit/database/migration';

export const bundle = migration(
  'Bundle1764100004000',
  `
  CREATE TABLE bundle (
    id uuid PRIMARY KEY,
    organisation_id uuid,
    title text NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
    description text NOT NULL,
    course_ids uuid[] NOT NULL CONSTRAINT bundle_size CHECK (cardinality(course_ids) BETWEEN 1 AND 50),
    prices jsonb NOT NULL,
    is_active boolean NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  );
  CREATE INDEX bundle_newest ON bundle (created_at, id);
  CREATE INDEX bundle_of_course ON bundle USING gin (course_ids) WHERE is_active;
  `,
);
