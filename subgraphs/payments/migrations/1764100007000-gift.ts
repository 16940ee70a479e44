import { migration } from '../../../kit/database/migration';

export const gift = migration(
  'Gift1764100007000',
  `
  CREATE TABLE gift (
    id uuid PRIMARY KEY,
    order_id uuid NOT NULL REFERENCES customer_order (id),
    organisation_id uuid,
    buyer_id uuid NOT NULL,
    email text,
    message text NOT NULL,
    state text NOT NULL CONSTRAINT gift_state CHECK (state IN ('PLANNED', 'ISSUED', 'REDEEMED', 'REVOKED')),
    issued_at timestamptz,
    redeemed_at timestamptz,
    redeemed_by uuid,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT gift_redeemed CHECK ((state = 'REDEEMED') <= (redeemed_by IS NOT NULL AND redeemed_at IS NOT NULL))
  );
  CREATE INDEX gift_of_order ON gift (order_id, id);
  CREATE INDEX gift_of_redeemer ON gift (redeemed_by) WHERE redeemed_by IS NOT NULL;
  CREATE INDEX gift_of_buyer ON gift (buyer_id);

  CREATE TABLE gift_line (
    line_id uuid PRIMARY KEY REFERENCES order_line (id),
    gift_id uuid NOT NULL REFERENCES gift (id) ON DELETE CASCADE
  );
  CREATE INDEX gift_line_of_gift ON gift_line (gift_id);

  CREATE TABLE gift_code (
    gift_id uuid NOT NULL REFERENCES gift (id) ON DELETE CASCADE,
    kind text NOT NULL CONSTRAINT gift_code_kind CHECK (kind IN ('MAILED', 'SHOWN')),
    hash text NOT NULL CONSTRAINT gift_code_hash UNIQUE,
    PRIMARY KEY (gift_id, kind)
  );
  `,
);
