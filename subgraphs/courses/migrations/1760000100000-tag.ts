import { migration } from '../../../kit/database/migration';

export const tag = migration(
  'Tag1760000100000',
  `
  CREATE TABLE tag (
    id uuid PRIMARY KEY,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
    slug text NOT NULL,
    organisation_id uuid,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  );
  CREATE UNIQUE INDEX tag_slug_once ON tag (organisation_id, slug) NULLS NOT DISTINCT;
  `,
);
