import { migration } from '../../../kit/database/migration';

/** What metrics count is little, and found by these. */
export const metrics = migration(
  'Metrics1764200006000',
  `CREATE INDEX provider_event_waiting ON provider_event (received_at) WHERE handled_at IS NULL;`,
);
