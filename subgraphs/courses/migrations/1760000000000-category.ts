import { migration } from '../../../kit/database/migration';

export const category = migration(
  'Category1760000000000',
  `
  CREATE EXTENSION IF NOT EXISTS ltree;
  CREATE TABLE category (
    id uuid PRIMARY KEY,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    slug text NOT NULL,
    parent_id uuid REFERENCES category (id),
    path ltree NOT NULL,
    organisation_id uuid,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  );
  CREATE UNIQUE INDEX category_slug_among_siblings ON category (parent_id, organisation_id, slug) NULLS NOT DISTINCT;
  CREATE INDEX category_path ON category USING gist (path);
  `,
);
