import { migration } from '../../../kit/database/migration';

/**
 * The ledger. What is written stays: nothing of it is changed or deleted. Entries come in the transaction of the database that
 * writes their ledger transaction, or never: both have its id (`xid`), and PostgreSQL fills it in. So balance is checked once, at
 * commit. `xid` is also what checkpoints count by: a sequence would number what others commit later.
 */
export const ledger = migration(
  'Ledger1764200001000',
  `
  CREATE TABLE ledger_transaction (
    id uuid PRIMARY KEY,
    cause_kind text NOT NULL CONSTRAINT ledger_transaction_cause CHECK (cause_kind IN ('SALE', 'UNEXPECTED', 'FEE', 'REFUND',
      'REFUND_FAILED', 'DISPUTE', 'DISPUTE_WON', 'DISPUTE_LOST', 'PAYOUT', 'PAYOUT_REVERSED', 'SETTLEMENT')),
    cause_id text NOT NULL,
    currency text NOT NULL CONSTRAINT ledger_transaction_currency CHECK (currency ~ '^[A-Z]{3}$'),
    at timestamptz NOT NULL,
    digest text NOT NULL,
    xid xid8 NOT NULL,
    CONSTRAINT ledger_transaction_once_per_cause UNIQUE (cause_kind, cause_id),
    CONSTRAINT ledger_transaction_for_entries UNIQUE (id, currency, xid)
  );

  CREATE TABLE ledger_entry (
    id uuid PRIMARY KEY,
    transaction_id uuid NOT NULL,
    account text NOT NULL,
    currency text NOT NULL,
    minor bigint NOT NULL CONSTRAINT ledger_entry_not_empty CHECK (minor <> 0),
    line_id uuid,
    available_at timestamptz,
    at timestamptz NOT NULL,
    xid xid8 NOT NULL,
    CONSTRAINT ledger_entry_of_its_transaction FOREIGN KEY (transaction_id, currency, xid)
      REFERENCES ledger_transaction (id, currency, xid)
  );
  CREATE INDEX ledger_entry_balance ON ledger_entry (account, currency, xid) INCLUDE (minor);
  CREATE INDEX ledger_entry_pending ON ledger_entry (account, currency, available_at) INCLUDE (minor) WHERE available_at IS NOT NULL;
  CREATE INDEX ledger_entry_of_transaction ON ledger_entry (transaction_id);
  CREATE INDEX ledger_entry_of_line ON ledger_entry (line_id) WHERE line_id IS NOT NULL;
  CREATE INDEX ledger_entry_newest ON ledger_entry (at, id);
  CREATE INDEX ledger_entry_newest_of_account ON ledger_entry (account, at, id);

  CREATE TABLE ledger_account (
    id uuid PRIMARY KEY,
    account text NOT NULL,
    currency text NOT NULL,
    opened_at timestamptz NOT NULL,
    CONSTRAINT ledger_account_once UNIQUE (account, currency)
  );

  CREATE TABLE ledger_checkpoint (
    account text NOT NULL,
    currency text NOT NULL,
    horizon xid8 NOT NULL,
    minor numeric NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (account, currency)
  );

  CREATE TABLE ledger_proof (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL,
    entries bigint NOT NULL,
    problems jsonb NOT NULL
  );
  CREATE INDEX ledger_proof_newest ON ledger_proof (at, id);

  CREATE FUNCTION ledger_is_now() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.xid := pg_current_xact_id();
    RETURN NEW;
  END $$;
  CREATE TRIGGER ledger_is_now BEFORE INSERT ON ledger_transaction FOR EACH ROW EXECUTE FUNCTION ledger_is_now();
  CREATE TRIGGER ledger_is_now BEFORE INSERT ON ledger_entry FOR EACH ROW EXECUTE FUNCTION ledger_is_now();

  CREATE FUNCTION ledger_is_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    entries bigint;
    rest numeric;
  BEGIN
    SELECT count(*), sum(minor) INTO entries, rest FROM ledger_entry WHERE transaction_id = NEW.id;
    IF entries = 0 OR rest <> 0 THEN
      RAISE EXCEPTION 'The ledger transaction % is out of balance: % entries with a sum of %.', NEW.id, entries, rest
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_is_balanced';
    END IF;
    RETURN NULL;
  END $$;
  CREATE CONSTRAINT TRIGGER ledger_is_balanced AFTER INSERT ON ledger_transaction
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_is_balanced();

  CREATE FUNCTION never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'What is in % is never changed or deleted.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END $$;
  CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transaction EXECUTE FUNCTION never_changes();
  CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry EXECUTE FUNCTION never_changes();
  `,
);
