import { migration } from '../../../kit/database/migration';

export const run = migration(
  'Run1760000300000',
  `
  CREATE TABLE run (
    id uuid PRIMARY KEY,
    course_id uuid NOT NULL REFERENCES course (id),
    kind text NOT NULL CHECK (kind IN ('SELF_PACED', 'DATED')),
    status text NOT NULL CHECK (status IN ('SCHEDULED', 'CANCELLED')),
    starts_at timestamptz,
    ends_at timestamptz,
    zone text,
    capacity integer CHECK (capacity > 0),
    organisation_id uuid,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT run_dates CHECK (
      (kind = 'SELF_PACED' AND starts_at IS NULL AND ends_at IS NULL AND zone IS NULL)
      OR (kind = 'DATED' AND starts_at IS NOT NULL AND zone IS NOT NULL AND (ends_at IS NULL OR ends_at > starts_at))
    )
  );
  CREATE INDEX run_by_course ON run (course_id, starts_at);
  CREATE UNIQUE INDEX run_self_paced_once ON run (course_id) WHERE kind = 'SELF_PACED' AND status = 'SCHEDULED';
  `,
);
