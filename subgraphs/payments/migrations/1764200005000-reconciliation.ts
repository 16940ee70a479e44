import { migration } from '../../../kit/database/migration';

/** What the provider says about its balance, beside what the ledger says of `provider:clearing`. */
export const reconciliation = migration(
  'Reconciliation1764200005000',
  `
  CREATE TABLE provider_movement (
    id text PRIMARY KEY,
    type text NOT NULL,
    currency text NOT NULL,
    minor bigint NOT NULL,
    fee_minor bigint NOT NULL,
    source_id text,
    payout_id text,
    at timestamptz NOT NULL
  );
  CREATE INDEX provider_movement_in_time ON provider_movement (at);
  CREATE INDEX payment_of_charge ON payment (charge_id);
  CREATE INDEX payout_of_transfer ON payout (transfer_id);

  CREATE TABLE reconciliation (
    id uuid PRIMARY KEY,
    state text NOT NULL CONSTRAINT reconciliation_state CHECK (state IN ('RUNNING', 'DONE')),
    since timestamptz NOT NULL,
    until timestamptz NOT NULL,
    at timestamptz NOT NULL,
    movements integer NOT NULL,
    balances jsonb NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  );
  CREATE INDEX reconciliation_newest ON reconciliation (at, id);

  CREATE TABLE reconciliation_difference (
    id uuid PRIMARY KEY,
    reason text NOT NULL CONSTRAINT reconciliation_difference_reason
      CHECK (reason IN ('UNKNOWN_MOVEMENT', 'MISSING_AT_PROVIDER', 'AMOUNT_DIFFERS')),
    what text NOT NULL,
    movement_id text,
    cause_kind text,
    cause_id text,
    currency text NOT NULL,
    ledger_minor bigint NOT NULL,
    provider_minor bigint NOT NULL,
    at timestamptz NOT NULL,
    found_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    resolved_at timestamptz,
    CONSTRAINT reconciliation_difference_once UNIQUE (what, currency)
  );
  CREATE INDEX reconciliation_difference_open ON reconciliation_difference (at, id) WHERE resolved_at IS NULL;
  `,
);
