import { migration } from '../../../kit/database/migration';

/** `order` is a word of SQL. Only what becomes of a line changes: its amounts were frozen when it was ordered. */
export const order = migration(
  'Order1764000002000',
  `
  CREATE TABLE customer_order (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL,
    organisation_id uuid,
    state text NOT NULL CONSTRAINT customer_order_state CHECK (state IN
      ('CREATED', 'PENDING_PAYMENT', 'PAID', 'FULFILLED', 'EXPIRED', 'CANCELLED', 'PARTIALLY_REFUNDED', 'REFUNDED')),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    list_minor bigint NOT NULL,
    discount_minor bigint NOT NULL,
    tax_minor bigint NOT NULL,
    total_minor bigint NOT NULL CONSTRAINT customer_order_total CHECK (total_minor >= 0),
    place jsonb NOT NULL,
    receipt_email text,
    way jsonb NOT NULL,
    expires_at timestamptz,
    paid_at timestamptz,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  );
  CREATE INDEX customer_order_of_user ON customer_order (user_id, created_at, id);
  CREATE INDEX customer_order_newest ON customer_order (created_at, id);
  CREATE INDEX customer_order_pending ON customer_order (expires_at) WHERE state IN ('CREATED', 'PENDING_PAYMENT');

  CREATE TABLE order_line (
    id uuid PRIMARY KEY,
    order_id uuid NOT NULL REFERENCES customer_order (id),
    position integer NOT NULL,
    course_id uuid NOT NULL,
    bundle_id uuid,
    title text NOT NULL,
    buyer_id uuid NOT NULL,
    recipient_id uuid,
    organisation_id uuid,
    currency text NOT NULL,
    list_minor bigint NOT NULL,
    discount_minor bigint NOT NULL CHECK (discount_minor >= 0),
    net_minor bigint NOT NULL,
    tax_minor bigint NOT NULL,
    gross_minor bigint NOT NULL CHECK (gross_minor >= 0),
    tax jsonb NOT NULL,
    reductions jsonb NOT NULL,
    shares jsonb NOT NULL,
    affiliate_id uuid,
    state text NOT NULL CONSTRAINT order_line_state CHECK (state IN ('PENDING', 'FULFILLED', 'REFUSED', 'REFUNDED')),
    refusal text,
    entitlement_id uuid,
    enrollment_id uuid,
    refunded_minor bigint NOT NULL DEFAULT 0 CONSTRAINT order_line_refunded CHECK (refunded_minor BETWEEN 0 AND gross_minor),
    UNIQUE (order_id, position),
    CONSTRAINT order_line_sum CHECK (net_minor + tax_minor = gross_minor)
  );
  CREATE INDEX order_line_of_course ON order_line (course_id);

  CREATE FUNCTION order_line_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF (to_jsonb(NEW) - '{state,refusal,entitlement_id,enrollment_id,refunded_minor,recipient_id}'::text[])
      IS DISTINCT FROM (to_jsonb(OLD) - '{state,refusal,entitlement_id,enrollment_id,refunded_minor,recipient_id}'::text[]) THEN
      RAISE EXCEPTION 'What was ordered does not change: order_line %', OLD.id;
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER order_line_is_frozen BEFORE UPDATE ON order_line FOR EACH ROW EXECUTE FUNCTION order_line_is_frozen();
  `,
);
