import { migration } from '../../../kit/database/migration';

/** What buyers say to their bank against a payment. */
export const dispute = migration(
  'Dispute1764300002000',
  `
  CREATE TABLE dispute (
    id uuid PRIMARY KEY,
    order_id uuid NOT NULL REFERENCES customer_order (id),
    organisation_id uuid,
    provider_id text NOT NULL UNIQUE,
    state text NOT NULL CONSTRAINT dispute_state CHECK (state IN
      ('INQUIRY', 'INQUIRY_UNDER_REVIEW', 'INQUIRY_CLOSED', 'NEEDS_RESPONSE', 'UNDER_REVIEW', 'WON', 'LOST')),
    reason text NOT NULL,
    currency text NOT NULL,
    minor bigint NOT NULL,
    evidence_due_at timestamptz,
    evidence text,
    evidence_submitted_at timestamptz,
    closed_at timestamptz,
    looked_at timestamptz NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT dispute_evidence_whole CHECK ((evidence IS NULL) = (evidence_submitted_at IS NULL))
  );
  CREATE INDEX dispute_of_order ON dispute (order_id);
  CREATE INDEX dispute_newest ON dispute (created_at, id);
  CREATE INDEX dispute_open ON dispute (looked_at) WHERE closed_at IS NULL;
  `,
);
