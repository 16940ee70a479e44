import { migration } from '../../../kit/database/migration';

/** How people are reached, what they chose, and what is on its way to them. */
export const delivery = migration(
  'Delivery1764600002000',
  `
  CREATE TABLE contact (
    user_id uuid PRIMARY KEY,
    version integer NOT NULL,
    email text,
    display_name text NOT NULL,
    locale text NOT NULL,
    time_zone text NOT NULL,
    is_erased boolean NOT NULL
  );

  CREATE TABLE preference (
    user_id uuid NOT NULL,
    kind text NOT NULL,
    channel text NOT NULL,
    is_on boolean NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, kind, channel)
  );

  CREATE TABLE delivery (
    id uuid PRIMARY KEY,
    notification_id uuid NOT NULL REFERENCES notification (id) ON DELETE CASCADE,
    user_id uuid NOT NULL,
    channel text NOT NULL,
    state text NOT NULL CONSTRAINT delivery_state CHECK (state IN
      ('PENDING', 'SENDING', 'SENT', 'DELIVERED', 'BOUNCED', 'COMPLAINED', 'SKIPPED', 'FAILED')),
    attempts integer NOT NULL,
    repeats integer NOT NULL,
    provider_id text,
    problem text,
    sent_at timestamptz,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT delivery_once UNIQUE (notification_id, channel)
  );
  CREATE INDEX delivery_of_user ON delivery (user_id);
  CREATE INDEX delivery_of_provider ON delivery (provider_id) WHERE provider_id IS NOT NULL;

  CREATE TABLE suppression (
    mark text PRIMARY KEY,
    reason text NOT NULL,
    since timestamptz NOT NULL
  );
  `,
);
