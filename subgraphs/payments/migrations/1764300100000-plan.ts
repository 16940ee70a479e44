import { migration } from '../../../kit/database/migration';

/** What people subscribe to. A price never changes: another amount is another price, and who has the old one keeps it. */
export const plan = migration(
  'Plan1764300100000',
  `
  CREATE TABLE plan (
    id uuid PRIMARY KEY,
    organisation_id uuid,
    title text NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
    description text NOT NULL,
    coverage text NOT NULL CONSTRAINT plan_coverage CHECK (coverage IN ('CATALOGUE', 'COURSES')),
    course_ids uuid[] NOT NULL,
    trial_days integer NOT NULL CONSTRAINT plan_trial CHECK (trial_days BETWEEN 0 AND 365),
    has_seats boolean NOT NULL,
    state text NOT NULL CONSTRAINT plan_state CHECK (state IN ('DRAFT', 'PUBLISHED', 'RETIRED')),
    provider_id text UNIQUE,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT plan_courses CHECK ((coverage = 'COURSES') = (cardinality(course_ids) BETWEEN 1 AND 200))
  );
  CREATE INDEX plan_newest ON plan (created_at, id);
  CREATE INDEX plan_of_course ON plan USING gin (course_ids) WHERE state = 'PUBLISHED';
  CREATE INDEX plan_of_catalogue ON plan (organisation_id) WHERE state = 'PUBLISHED' AND coverage = 'CATALOGUE';

  CREATE TABLE plan_price (
    id uuid PRIMARY KEY,
    plan_id uuid NOT NULL REFERENCES plan (id),
    organisation_id uuid,
    rhythm text NOT NULL CONSTRAINT plan_price_rhythm CHECK (rhythm IN ('MONTHLY', 'YEARLY')),
    currency text NOT NULL,
    minor bigint NOT NULL CONSTRAINT plan_price_minor CHECK (minor > 0),
    provider_id text UNIQUE,
    created_at timestamptz NOT NULL,
    retired_at timestamptz
  );
  CREATE UNIQUE INDEX plan_price_one ON plan_price (plan_id, rhythm, currency) WHERE retired_at IS NULL;
  CREATE INDEX plan_price_of_plan ON plan_price (plan_id);
  `,
);
