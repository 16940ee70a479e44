import { migration } from '../../../kit/database/migration';

/** What a subscription is about to become, while the provider changes it. */
export const wantedPlan = migration(
  'WantedPlan1764300102000',
  `
  ALTER TABLE subscription ADD COLUMN wanted_plan_id uuid REFERENCES plan (id), ADD COLUMN wanted_at timestamptz`,
);
