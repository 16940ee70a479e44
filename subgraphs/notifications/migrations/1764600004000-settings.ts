import { migration } from '../../../kit/database/migration';

/** When people want to hear, of which courses they do not, and letters that gather what came since the last one. */
export const settings = migration(
  'Settings1764600004000',
  `
  CREATE TABLE notification_settings (
    user_id uuid PRIMARY KEY,
    quiet_from integer,
    quiet_until integer,
    digest text NOT NULL,
    digest_at integer NOT NULL,
    digest_weekday integer NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT notification_settings_quiet CHECK ((quiet_from IS NULL) = (quiet_until IS NULL))
  );

  CREATE TABLE course_mute (
    user_id uuid NOT NULL,
    course_id uuid NOT NULL,
    muted_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, course_id)
  );

  ALTER TABLE delivery ALTER COLUMN notification_id DROP NOT NULL,
    ADD COLUMN due_at timestamptz,
    ADD COLUMN digest_id uuid REFERENCES delivery (id) ON DELETE CASCADE,
    DROP CONSTRAINT delivery_state,
    ADD CONSTRAINT delivery_state CHECK (state IN
      ('WAITING', 'PENDING', 'SENDING', 'SENT', 'DELIVERED', 'BOUNCED', 'COMPLAINED', 'SKIPPED', 'FAILED'));
  CREATE UNIQUE INDEX delivery_of_digest ON delivery (user_id, due_at) WHERE notification_id IS NULL;
  CREATE INDEX delivery_in_digest ON delivery (digest_id) WHERE digest_id IS NOT NULL;
  `,
);
