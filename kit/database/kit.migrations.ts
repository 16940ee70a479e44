import { migration } from './migration';

/** The first tables of every subgraph: what handlers have seen, and which workers live. */
export const kitMigrations = [
  migration(
    'Inbox1750000000000',
    `CREATE TABLE inbox (
      handler text NOT NULL,
      event_id uuid NOT NULL,
      handled_at timestamptz NOT NULL,
      PRIMARY KEY (handler, event_id)
    )`,
  ),
  migration(
    'JobWorker1750000000001',
    'CREATE TABLE job_worker (worker_id text PRIMARY KEY, process_key bigint NOT NULL)',
  ),
];
