import { migration } from '../../../kit/database/migration';

/** `account` is what others may see plus the address; what proves who someone is lies apart from it. */
export const account = migration(
  'Account1760100000000',
  `
  CREATE EXTENSION IF NOT EXISTS citext;
  CREATE TABLE account (
    id uuid PRIMARY KEY,
    username citext NOT NULL,
    display_name text NOT NULL CHECK (length(display_name) BETWEEN 1 AND 80),
    headline text,
    bio text,
    links jsonb NOT NULL,
    locale text NOT NULL,
    time_zone text NOT NULL,
    email citext,
    email_verified_at timestamptz,
    erased_at timestamptz,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT account_has_address_until_erased CHECK ((email IS NULL) = (erased_at IS NOT NULL))
  );
  CREATE UNIQUE INDEX account_username ON account (username);
  CREATE UNIQUE INDEX account_email ON account (email);

  CREATE TABLE credential (
    user_id uuid PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    password_hash text NOT NULL,
    changed_at timestamptz NOT NULL
  );

  CREATE TABLE registration (
    id uuid PRIMARY KEY,
    email citext NOT NULL,
    username citext NOT NULL,
    display_name text NOT NULL,
    password_hash text NOT NULL,
    locale text NOT NULL,
    time_zone text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
  );
  CREATE UNIQUE INDEX registration_username ON registration (username);
  CREATE INDEX registration_by_email ON registration (email, created_at DESC);

  CREATE TABLE mailed_token (
    hash text PRIMARY KEY,
    registration_id uuid REFERENCES registration (id) ON DELETE CASCADE,
    user_id uuid REFERENCES account (id) ON DELETE CASCADE,
    expires_at timestamptz NOT NULL,
    CONSTRAINT mailed_token_has_one_subject CHECK (num_nonnulls(registration_id, user_id) = 1)
  );
  CREATE INDEX mailed_token_of_registration ON mailed_token (registration_id);
  CREATE INDEX mailed_token_of_user ON mailed_token (user_id);
  `,
);
