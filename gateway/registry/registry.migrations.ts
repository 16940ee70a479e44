import { migration } from '../../kit/database/migration';

export const registryMigrations = [
  migration(
    'Document1763750000000',
    `
    CREATE TABLE document (
      id text PRIMARY KEY CHECK (id ~ '^(sha256:[0-9a-f]{64}|[A-Za-z0-9._~-]{1,200})$'),
      name text NOT NULL CHECK (name ~ '^[_A-Za-z][_0-9A-Za-z]{0,199}$'),
      version integer NOT NULL CHECK (version > 0),
      owner text NOT NULL CHECK (length(owner) BETWEEN 1 AND 100),
      kind text NOT NULL CHECK (kind IN ('query', 'mutation', 'subscription')),
      body text NOT NULL,
      state text NOT NULL CHECK (state IN ('ACTIVE', 'DEPRECATED', 'RETIRED')),
      retires_at timestamptz,
      published_at timestamptz NOT NULL,
      changed_at timestamptz NOT NULL,
      CONSTRAINT document_version UNIQUE (name, version),
      CONSTRAINT document_retires_when_deprecated CHECK (retires_at IS NULL OR state = 'DEPRECATED')
    );
    `,
  ),
];
