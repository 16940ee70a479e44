import { migration } from '../../../kit/database/migration';

/** Metrics count what ended lately, of all that ever did. */
export const metrics = migration(
  'Metrics1764400000000',
  `CREATE INDEX transcode_job_ended ON transcode_job (ended_at) WHERE ended_at IS NOT NULL;`,
);
