import { migration } from './migration';

/** Every subgraph's first table: which handler has already seen which event. */
export const inboxMigration = migration(
  'Inbox1750000000000',
  `CREATE TABLE inbox (
    handler text NOT NULL,
    event_id uuid NOT NULL,
    handled_at timestamptz NOT NULL,
    PRIMARY KEY (handler, event_id)
  )`,
);
