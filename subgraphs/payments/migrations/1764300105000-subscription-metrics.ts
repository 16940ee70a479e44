import { migration } from '../../../kit/database/migration';

/** What metrics count of subscriptions, and what files list of their payments, is found by these. */
export const subscriptionMetrics = migration(
  'SubscriptionMetrics1764300105000',
  `
  CREATE INDEX subscription_ended ON subscription (ended_at) WHERE ended_at IS NOT NULL;
  CREATE INDEX subscription_behind ON subscription (grace_ends_at) WHERE grace_ends_at IS NOT NULL;
  CREATE INDEX subscription_charge_in_time ON subscription_charge (paid_at, id);
  CREATE INDEX subscription_charge_of_seller ON subscription_charge (organisation_id, paid_at, id);
  `,
);
