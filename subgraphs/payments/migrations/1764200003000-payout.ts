import { migration } from '../../../kit/database/migration';

/**
 * Payouts. `snapshot` is what the ledger had when the amount was computed: a statement lists what came between two snapshots,
 * whatever committed late.
 */
export const payout = migration(
  'Payout1764200003000',
  `
  CREATE TABLE payout_account (
    user_id uuid PRIMARY KEY,
    account_id text NOT NULL UNIQUE,
    country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
    is_submitted boolean NOT NULL,
    takes_transfers boolean NOT NULL,
    looked_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL
  );

  CREATE TABLE payout_run (
    id uuid PRIMARY KEY,
    state text NOT NULL CONSTRAINT payout_run_state CHECK (state IN ('PLANNING', 'SENDING', 'DONE')),
    started_by uuid,
    reached text NOT NULL,
    at timestamptz NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  );
  CREATE UNIQUE INDEX payout_run_one_plans ON payout_run ((true)) WHERE state = 'PLANNING';
  CREATE INDEX payout_run_newest ON payout_run (at, id);

  CREATE TABLE payout (
    id uuid PRIMARY KEY,
    run_id uuid NOT NULL REFERENCES payout_run (id),
    user_id uuid NOT NULL,
    account text NOT NULL,
    currency text NOT NULL,
    minor bigint NOT NULL CONSTRAINT payout_of_something CHECK (minor > 0),
    state text NOT NULL CONSTRAINT payout_state CHECK (state IN ('PLANNED', 'PAID', 'FAILED', 'REVERSED')),
    account_id text NOT NULL,
    transfer_id text,
    failure text,
    at timestamptz NOT NULL,
    settled_at timestamptz,
    snapshot pg_snapshot NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT payout_once_per_run UNIQUE (run_id, account, currency)
  );
  CREATE INDEX payout_of_user ON payout (user_id, at, id);
  CREATE INDEX payout_of_account ON payout (account, currency, at);
  CREATE INDEX payout_newest ON payout (at, id);
  CREATE INDEX payout_planned ON payout (run_id) WHERE state = 'PLANNED';
  `,
);
