import type { Db } from 'mongodb';

/**
 * One step forward for documents that are there already, run once, in the order of the list, outside of transactions:
 * a step that was cut off runs again. There is no way back: a released step is corrected by the next one.
 */
export interface DocumentMigration {
  /** CamelCase; never changed once released. */
  readonly name: string;
  readonly run: (database: Db) => Promise<void>;
}
