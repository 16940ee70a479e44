import { migration } from '../../../kit/database/migration';

/** What subscriptions open to people: one row for all the courses that one opens. */
export const subscription = migration(
  'Subscription1764300102000',
  `
  CREATE TABLE subscription_access (
    id uuid PRIMARY KEY,
    subscription_id uuid NOT NULL,
    user_id uuid NOT NULL,
    organisation_id uuid,
    source text NOT NULL CONSTRAINT subscription_access_source CHECK (source IN ('SUBSCRIPTION', 'SEAT')),
    course_ids uuid[],
    version integer NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    closed_at timestamptz
  );
  CREATE INDEX subscription_access_of_user ON subscription_access (user_id);
  CREATE INDEX subscription_access_ending ON subscription_access (ends_at) WHERE closed_at IS NULL;
  `,
);
