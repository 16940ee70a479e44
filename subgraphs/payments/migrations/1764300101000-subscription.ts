import { migration } from '../../../kit/database/migration';

/** Who has subscribed to what, who of them has a seat, and what was paid for it. */
export const subscription = migration(
  'Subscription1764300101000',
  `
  CREATE TABLE subscription (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL,
    organisation_id uuid,
    plan_id uuid NOT NULL REFERENCES plan (id),
    price_id uuid NOT NULL REFERENCES plan_price (id),
    quantity integer NOT NULL CONSTRAINT subscription_quantity CHECK (quantity BETWEEN 1 AND 10000),
    state text NOT NULL CONSTRAINT subscription_state CHECK (state IN
      ('INCOMPLETE', 'INCOMPLETE_EXPIRED', 'TRIALING', 'ACTIVE', 'PAST_DUE', 'PAUSED', 'CANCELLED')),
    place jsonb NOT NULL,
    tax jsonb NOT NULL,
    receipt_email text,
    method_id uuid,
    trial_days integer NOT NULL,
    provider_id text UNIQUE,
    trial_ends_at timestamptz,
    period_starts_at timestamptz,
    period_ends_at timestamptz,
    paid_until timestamptz,
    cancels_at_period_end boolean NOT NULL,
    grace_ends_at timestamptz,
    ended_at timestamptz,
    ending text CONSTRAINT subscription_ending CHECK (ending IN ('REQUESTED', 'UNPAID', 'STAFF', 'ERASED')),
    note text,
    reminded_of timestamptz,
    look bigint NOT NULL,
    looked_at timestamptz NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  );
  CREATE UNIQUE INDEX subscription_one_live ON subscription (user_id, plan_id) WHERE state NOT IN ('CANCELLED', 'INCOMPLETE_EXPIRED');
  CREATE INDEX subscription_newest ON subscription (created_at, id);
  CREATE INDEX subscription_of_user ON subscription (user_id, created_at, id);
  CREATE INDEX subscription_open ON subscription (looked_at) WHERE state NOT IN ('CANCELLED', 'INCOMPLETE_EXPIRED');

  CREATE SEQUENCE subscription_opening;
  CREATE TABLE subscription_seat (
    id uuid PRIMARY KEY,
    subscription_id uuid NOT NULL REFERENCES subscription (id),
    organisation_id uuid,
    user_id uuid NOT NULL,
    assigned_at timestamptz NOT NULL,
    unassigned_at timestamptz,
    opened_until timestamptz,
    opened_plan_id uuid
  );
  CREATE UNIQUE INDEX subscription_seat_one ON subscription_seat (subscription_id, user_id) WHERE unassigned_at IS NULL;
  CREATE INDEX subscription_seat_of_user ON subscription_seat (user_id);

  CREATE TABLE plan_trial (
    plan_id uuid NOT NULL REFERENCES plan (id),
    user_id uuid NOT NULL,
    subscription_id uuid NOT NULL,
    taken_at timestamptz NOT NULL,
    PRIMARY KEY (plan_id, user_id)
  );

  CREATE TABLE provider_tax_rate (
    jurisdiction text NOT NULL,
    rate text NOT NULL,
    is_inclusive boolean NOT NULL,
    provider_id text NOT NULL,
    PRIMARY KEY (jurisdiction, rate, is_inclusive)
  );

  CREATE TABLE subscription_charge (
    id uuid PRIMARY KEY,
    subscription_id uuid NOT NULL REFERENCES subscription (id),
    organisation_id uuid,
    provider_id text NOT NULL UNIQUE,
    payment_id text,
    charge_id text UNIQUE,
    currency text NOT NULL,
    total_minor bigint NOT NULL,
    paid_minor bigint NOT NULL,
    paid_at timestamptz NOT NULL
  );
  CREATE INDEX subscription_charge_of_subscription ON subscription_charge (subscription_id, paid_at, id);

  ALTER TABLE ledger_transaction DROP CONSTRAINT ledger_transaction_cause, ADD CONSTRAINT ledger_transaction_cause CHECK (cause_kind IN
    ('SALE', 'UNEXPECTED', 'FEE', 'REFUND', 'REFUND_FAILED', 'DISPUTE', 'DISPUTE_WON', 'DISPUTE_LOST', 'PAYOUT', 'PAYOUT_REVERSED',
     'SETTLEMENT', 'SUBSCRIPTION'));

  ALTER TABLE invoice ALTER COLUMN order_id DROP NOT NULL, ADD COLUMN subscription_id uuid, ADD COLUMN charge_id uuid UNIQUE,
    ADD CONSTRAINT invoice_of_something CHECK (num_nonnulls(order_id, charge_id) = 1);
  CREATE INDEX invoice_of_subscription ON invoice (subscription_id, issued_at, id) WHERE subscription_id IS NOT NULL;
  `,
);
