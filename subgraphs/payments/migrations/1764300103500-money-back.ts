import { migration } from '../../../kit/database/migration';

const ofSomething = (table: string): string => `
  ALTER TABLE ${table}
    ALTER COLUMN order_id DROP NOT NULL,
    ADD COLUMN subscription_id uuid REFERENCES subscription (id),
    ADD COLUMN charge_id uuid REFERENCES subscription_charge (id),
    ADD CONSTRAINT ${table}_of_something
      CHECK (num_nonnulls(order_id, charge_id) = 1 AND (charge_id IS NULL) = (subscription_id IS NULL));
  CREATE INDEX ${table}_of_charge ON ${table} (charge_id) WHERE charge_id IS NOT NULL;`;

/** Refunds and disputes are of an order, or of a payment for a subscription. */
export const moneyBack = migration(
  'MoneyBack1764300103500',
  `
  ${ofSomething('refund')}
  ${ofSomething('dispute')}
  CREATE INDEX subscription_charge_of_payment ON subscription_charge (payment_id);

  ALTER TABLE credit_note ALTER COLUMN order_id DROP NOT NULL, ADD COLUMN subscription_id uuid,
    ADD CONSTRAINT credit_note_of_something CHECK (num_nonnulls(order_id, subscription_id) = 1);

  ALTER TABLE subscription DROP CONSTRAINT subscription_ending, ADD CONSTRAINT subscription_ending
    CHECK (ending IN ('REQUESTED', 'UNPAID', 'STAFF', 'ERASED', 'DISPUTED'));
  `,
);
