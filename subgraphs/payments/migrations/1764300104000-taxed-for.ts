import { migration } from '../../../kit/database/migration';

/** For which moment the provider was last told how a subscription is taxed; null where that is to be seen anew. */
export const taxedFor = migration('TaxedFor1764300104000', `ALTER TABLE subscription ADD COLUMN taxed_for timestamptz`);
