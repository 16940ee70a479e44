import { migration } from '../../../kit/database/migration';

export const tax = migration(
  'Tax1764200000000',
  `
  CREATE TABLE tax_rate (
    id uuid PRIMARY KEY,
    jurisdiction text NOT NULL CONSTRAINT tax_rate_jurisdiction CHECK (jurisdiction ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$'),
    percent text NOT NULL CONSTRAINT tax_rate_percent CHECK (percent ~ '^[0-9]{1,2}([.][0-9]{1,4})?$'),
    is_inclusive boolean NOT NULL,
    effective_from timestamptz NOT NULL,
    effective_until timestamptz CONSTRAINT tax_rate_period CHECK (effective_until > effective_from),
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  );
  CREATE INDEX tax_rate_of_place ON tax_rate (jurisdiction, effective_from);
  `,
);
