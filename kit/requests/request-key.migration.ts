import { migration } from '../database/migration';

/** The table of `RequestKeys`, for a subgraph that begins to use them. */
export const requestKeyMigration = migration(
  'RequestKey1764000000000',
  `
  CREATE TABLE request_key (
    user_id uuid NOT NULL,
    operation text NOT NULL,
    key text NOT NULL,
    hash text NOT NULL,
    result jsonb,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, operation, key)
  );
  CREATE INDEX request_key_age ON request_key (created_at);
  `,
);
