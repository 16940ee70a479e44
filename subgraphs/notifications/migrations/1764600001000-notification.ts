import { migration } from '../../../kit/database/migration';

/** A notification is one event for one person, whatever is delivered again; groups are what a list shows as one. */
export const notification = migration(
  'Notification1764600001000',
  `
  CREATE TABLE course (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    slug text NOT NULL,
    title text NOT NULL,
    organisation_id uuid,
    category_id uuid,
    instructor_ids uuid[] NOT NULL
  );

  CREATE TABLE notification_group (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL,
    key text NOT NULL,
    organisation_id uuid,
    newest_at timestamptz NOT NULL,
    CONSTRAINT notification_group_once UNIQUE (user_id, key)
  );
  CREATE INDEX notification_group_newest ON notification_group (user_id, newest_at, id);

  CREATE TABLE notification (
    id uuid PRIMARY KEY,
    event_id uuid NOT NULL,
    user_id uuid NOT NULL,
    kind text NOT NULL,
    group_id uuid NOT NULL REFERENCES notification_group (id),
    organisation_id uuid,
    course_id uuid,
    subject_id uuid NOT NULL,
    actor_id uuid,
    facts jsonb NOT NULL,
    is_shown boolean NOT NULL,
    created_at timestamptz NOT NULL,
    seen_at timestamptz,
    read_at timestamptz,
    archived_at timestamptz,
    CONSTRAINT notification_once UNIQUE (event_id, user_id, kind)
  );
  CREATE INDEX notification_newest ON notification (user_id, created_at, id) WHERE is_shown;
  CREATE INDEX notification_of_group ON notification (group_id, created_at, id) WHERE is_shown;
  CREATE INDEX notification_unseen ON notification (user_id) WHERE is_shown AND seen_at IS NULL AND archived_at IS NULL;
  CREATE INDEX notification_unread ON notification (user_id) WHERE is_shown AND read_at IS NULL AND archived_at IS NULL;
  `,
);
