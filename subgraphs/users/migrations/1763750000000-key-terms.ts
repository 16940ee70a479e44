import { migration } from '../../../kit/database/migration';

/** What a key may run, and how much of it. */
export const keyTerms = migration(
  'KeyTerms1763750000000',
  `
  ALTER TABLE api_key
    ADD COLUMN documents text[],
    ADD COLUMN requests_per_minute integer CHECK (requests_per_minute > 0),
    ADD COLUMN cost_per_minute integer CHECK (cost_per_minute > 0);
  `,
);
