import { migration } from './migration';

/** The first tables of every subgraph: what handlers have seen, which workers live, and whose rows a connection may touch. */
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
  migration(
    'TenantWall1750000000002',
    `CREATE FUNCTION lyceum_reaches(organisation uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
       RETURN current_setting('lyceum.tenants', true) = '*'
           OR organisation::text = ANY (string_to_array(current_setting('lyceum.tenants', true), ','))`,
  ),
];
