import { migration } from '../../../kit/database/migration';

/** `look` numbers the looks at the provider: what was read later is newer. */
export const payment = migration(
  'Payment1764000003000',
  `
  CREATE SEQUENCE provider_look;

  CREATE TABLE payment (
    id uuid PRIMARY KEY,
    order_id uuid NOT NULL UNIQUE REFERENCES customer_order (id),
    user_id uuid NOT NULL,
    organisation_id uuid,
    page_id text UNIQUE,
    provider_id text UNIQUE,
    state text NOT NULL CONSTRAINT payment_state CHECK (state IN
      ('REQUIRES_PAYMENT_METHOD', 'REQUIRES_ACTION', 'PROCESSING', 'SUCCEEDED', 'CANCELLED')),
    currency text NOT NULL,
    minor bigint NOT NULL CHECK (minor > 0),
    received_minor bigint NOT NULL,
    decline jsonb,
    card jsonb,
    charge_id text,
    captured_at timestamptz,
    look bigint NOT NULL,
    looked_at timestamptz NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT payment_is_somewhere CHECK (page_id IS NOT NULL OR provider_id IS NOT NULL)
  );
  CREATE INDEX payment_open ON payment (looked_at) WHERE state NOT IN ('SUCCEEDED', 'CANCELLED');
  CREATE INDEX payment_newest ON payment (created_at, id);

  CREATE TABLE provider_customer (
    user_id uuid PRIMARY KEY,
    customer_id text NOT NULL UNIQUE,
    created_at timestamptz NOT NULL
  );

  CREATE TABLE payment_method (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL,
    provider_id text NOT NULL UNIQUE,
    kind text NOT NULL,
    brand text,
    last4 text,
    exp_month integer,
    exp_year integer,
    is_default boolean NOT NULL,
    removed_at timestamptz,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT payment_method_removed_is_no_default CHECK (removed_at IS NULL OR NOT is_default)
  );
  CREATE INDEX payment_method_of_user ON payment_method (user_id, created_at, id) WHERE removed_at IS NULL;
  CREATE UNIQUE INDEX payment_method_one_default ON payment_method (user_id) WHERE is_default;

  CREATE TABLE refund (
    id uuid PRIMARY KEY,
    order_id uuid NOT NULL REFERENCES customer_order (id),
    user_id uuid NOT NULL,
    organisation_id uuid,
    state text NOT NULL CONSTRAINT refund_state CHECK (state IN ('REQUESTED', 'PENDING', 'SUCCEEDED', 'FAILED')),
    reason text NOT NULL,
    currency text NOT NULL,
    minor bigint NOT NULL CHECK (minor >= 0),
    provider_id text UNIQUE,
    failure text,
    succeeded_at timestamptz,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  );
  CREATE INDEX refund_of_order ON refund (order_id);
  CREATE INDEX refund_open ON refund (updated_at) WHERE state IN ('REQUESTED', 'PENDING');
  CREATE TABLE refund_line (
    refund_id uuid NOT NULL REFERENCES refund (id),
    line_id uuid NOT NULL REFERENCES order_line (id),
    minor bigint NOT NULL CHECK (minor >= 0),
    PRIMARY KEY (refund_id, line_id)
  );
  CREATE INDEX refund_line_of_line ON refund_line (line_id);

  CREATE TABLE provider_event (
    id text PRIMARY KEY,
    type text NOT NULL,
    object text NOT NULL,
    object_id text NOT NULL,
    received_at timestamptz NOT NULL,
    handled_at timestamptz
  );
  CREATE INDEX provider_event_age ON provider_event (received_at);
  `,
);
