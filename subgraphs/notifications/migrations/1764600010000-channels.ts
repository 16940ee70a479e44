import { migration } from '../../../kit/database/migration';

/** Numbers and devices, codes by which addresses are proven, and what providers tell. */
export const channels = migration(
  'Channels1764600010000',
  `
  CREATE TABLE phone_number (
    user_id uuid PRIMARY KEY,
    sealed bytea NOT NULL,
    mark text NOT NULL,
    set_at timestamptz NOT NULL,
    verified_at timestamptz,
    problem text
  );

  CREATE TABLE push_device (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL,
    mark text NOT NULL CONSTRAINT push_device_once UNIQUE,
    sealed bytea NOT NULL,
    user_agent text NOT NULL,
    registered_at timestamptz NOT NULL
  );
  CREATE INDEX push_device_of_user ON push_device (user_id, registered_at, id);

  CREATE TABLE push_receipt (
    delivery_id uuid NOT NULL REFERENCES delivery (id) ON DELETE CASCADE,
    device_id uuid NOT NULL,
    PRIMARY KEY (delivery_id, device_id)
  );

  CREATE TABLE address_proof (
    user_id uuid NOT NULL,
    channel text NOT NULL,
    mark text NOT NULL,
    code_hash text NOT NULL,
    tries_left integer NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, channel)
  );

  CREATE TABLE provider_event (
    id text PRIMARY KEY,
    received_at timestamptz NOT NULL
  );
  CREATE INDEX provider_event_received ON provider_event (received_at);

  CREATE INDEX delivery_newest ON delivery (created_at, id);
  CREATE INDEX delivery_by_state ON delivery (state, created_at, id);
  CREATE INDEX delivery_changed ON delivery (updated_at, channel, state);
  CREATE INDEX delivery_due ON delivery (channel, (coalesce(due_at, created_at))) WHERE state IN ('PENDING', 'SENDING');
  `,
);
