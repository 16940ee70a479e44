import type { Database } from '../database/database';

/** Indexes, foreign keys and checks live in migrations only; entities do not repeat them. */
const keptInMigrations = /^(DROP INDEX|ALTER TABLE \S+ DROP CONSTRAINT)/;

/** Statements that would bring the migrated database to what the entities say: none, when they agree. */
export async function schemaDifferences(database: Database): Promise<string[]> {
  const { upQueries } = await database.source.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query).filter((query) => !keptInMigrations.test(query));
}
