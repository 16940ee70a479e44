import { migration } from '../../../kit/database/migration';

/** What the provider settled in another currency is one difference, with an amount in each. */
export const otherCurrency = migration(
  'OtherCurrency1764300106000',
  `
  ALTER TABLE reconciliation_difference ADD COLUMN provider_currency text,
    DROP CONSTRAINT reconciliation_difference_reason, ADD CONSTRAINT reconciliation_difference_reason
      CHECK (reason IN ('UNKNOWN_MOVEMENT', 'MISSING_AT_PROVIDER', 'AMOUNT_DIFFERS', 'OTHER_CURRENCY'));
  UPDATE reconciliation_difference SET provider_currency = currency;
  ALTER TABLE reconciliation_difference ALTER COLUMN provider_currency SET NOT NULL;
  `,
);
