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
  migration(
    'DocumentUse1763760000000',
    `
    CREATE TABLE document_use (
      day date NOT NULL,
      key_id text NOT NULL,
      document_id text NOT NULL,
      runs bigint NOT NULL CHECK (runs > 0),
      errors bigint NOT NULL CHECK (errors BETWEEN 0 AND runs),
      cost double precision NOT NULL CHECK (cost >= 0),
      PRIMARY KEY (day, key_id, document_id)
    );
    CREATE TABLE document_use_writer (
      id uuid PRIMARY KEY,
      batch bigint NOT NULL CHECK (batch > 0),
      written_at timestamptz NOT NULL
    );
    `,
  ),
];
