import { migration } from '../../../kit/database/migration';

export const session = migration(
  'Session1760100000001',
  `
  CREATE TABLE session (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    address text NOT NULL,
    user_agent text NOT NULL,
    created_at timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    end_reason text,
    CONSTRAINT session_end_has_a_reason CHECK ((ended_at IS NULL) = (end_reason IS NULL))
  );
  CREATE INDEX session_live_of_user ON session (user_id, last_used_at DESC, id DESC) WHERE ended_at IS NULL;

  CREATE TABLE refresh_token (
    hash text PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    used_at timestamptz
  );
  CREATE INDEX refresh_token_of_session ON refresh_token (session_id);

  CREATE TABLE known_network (
    user_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    network text NOT NULL,
    seen_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, network)
  );
  `,
);
