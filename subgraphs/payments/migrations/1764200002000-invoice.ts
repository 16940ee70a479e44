import { migration } from '../../../kit/database/migration';

const document = `
    id uuid PRIMARY KEY,
    number text NOT NULL UNIQUE,
    legal_entity text NOT NULL,
    year integer NOT NULL,
    sequence integer NOT NULL,
    user_id uuid NOT NULL,
    organisation_id uuid,
    order_id uuid NOT NULL,
    currency text NOT NULL,
    locale text NOT NULL,
    seller jsonb NOT NULL,
    buyer jsonb NOT NULL,
    lines jsonb NOT NULL,
    net_minor bigint NOT NULL,
    tax_minor bigint NOT NULL,
    gross_minor bigint NOT NULL,
    issued_at timestamptz NOT NULL,
    CHECK (net_minor + tax_minor = gross_minor),
    UNIQUE (legal_entity, year, sequence)`;

/**
 * Invoices and credit notes. Their numbers come from a counter whose row is locked until the transaction ends: what is rolled
 * back leaves no gap, and what is committed is the next one, which a trigger holds every insert to. Once written they stay.
 */
export const invoice = migration(
  'Invoice1764200002000',
  `
  CREATE TABLE invoice_counter (
    legal_entity text NOT NULL,
    kind text NOT NULL CONSTRAINT invoice_counter_kind CHECK (kind IN ('invoice', 'credit_note')),
    year integer NOT NULL,
    last integer NOT NULL,
    PRIMARY KEY (legal_entity, kind, year)
  );
  CREATE TABLE invoice (${document},
    CONSTRAINT invoice_of_order UNIQUE (order_id)
  );
  CREATE INDEX invoice_of_user ON invoice (user_id, issued_at, id);
  CREATE INDEX invoice_newest ON invoice (issued_at, id);
  CREATE TABLE credit_note (${document},
    invoice_id uuid NOT NULL REFERENCES invoice (id),
    refund_id uuid NOT NULL,
    CONSTRAINT credit_note_of_refund UNIQUE (refund_id)
  );
  CREATE INDEX credit_note_of_invoice ON credit_note (invoice_id, issued_at, id);
  CREATE INDEX credit_note_newest ON credit_note (issued_at, id);

  CREATE FUNCTION is_next_number() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF NEW.sequence IS DISTINCT FROM (
      SELECT last FROM invoice_counter WHERE (legal_entity, kind, year) = (NEW.legal_entity, TG_TABLE_NAME, NEW.year)
    ) THEN
      RAISE EXCEPTION '% is not the next number of %.', NEW.number, TG_TABLE_NAME USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER is_next_number BEFORE INSERT ON invoice FOR EACH ROW EXECUTE FUNCTION is_next_number();
  CREATE TRIGGER is_next_number BEFORE INSERT ON credit_note FOR EACH ROW EXECUTE FUNCTION is_next_number();
  CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON invoice EXECUTE FUNCTION never_changes();
  CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON credit_note EXECUTE FUNCTION never_changes();
  CREATE TRIGGER never_changes BEFORE DELETE OR TRUNCATE ON invoice_counter EXECUTE FUNCTION never_changes();

  CREATE TABLE billing_details (
    user_id uuid PRIMARY KEY,
    name text NOT NULL,
    address text[] NOT NULL,
    locale text NOT NULL,
    updated_at timestamptz NOT NULL
  );
  `,
);
