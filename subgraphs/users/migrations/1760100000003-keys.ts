import { migration } from '../../../kit/database/migration';

export const keys = migration(
  'Keys1760100000003',
  `
  CREATE TABLE signing_key (
    id uuid PRIMARY KEY,
    public_key jsonb NOT NULL,
    sealed_private_key bytea,
    created_at timestamptz NOT NULL,
    retired_at timestamptz,
    CONSTRAINT signing_key_is_forgotten_when_retired CHECK ((sealed_private_key IS NULL) = (retired_at IS NOT NULL))
  );
  CREATE UNIQUE INDEX signing_key_in_use ON signing_key ((retired_at IS NULL)) WHERE retired_at IS NULL;

  CREATE TABLE api_key (
    id uuid PRIMARY KEY,
    owner_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    name text NOT NULL,
    hint text NOT NULL,
    hash text NOT NULL,
    scopes text[] NOT NULL,
    address_ranges text[] NOT NULL,
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  );
  CREATE UNIQUE INDEX api_key_hash ON api_key (hash);
  CREATE INDEX api_key_of_owner ON api_key (owner_id, created_at DESC, id DESC);
  `,
);
