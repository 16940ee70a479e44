import { migration } from '../../../kit/database/migration';

/** What administrators wrote; nothing is overwritten. A revision that is null in words takes back what ships. */
export const template = migration(
  'Template1764600003000',
  `
  CREATE TABLE notification_template (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    channel text NOT NULL,
    locale text NOT NULL,
    revision integer NOT NULL,
    content jsonb,
    author_id uuid,
    created_at timestamptz NOT NULL,
    CONSTRAINT notification_template_revision UNIQUE (kind, channel, locale, revision)
  );
  `,
);
