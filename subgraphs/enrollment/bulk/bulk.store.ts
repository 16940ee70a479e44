import type { ObjectLiteral } from 'typeorm';
import type { Scope } from '../../../kit/scope/scope';
import type { CsvRow } from './bulk.csv';

/** A statement has 65,535 parameters at most. */
const rowsPerStatement = 1_000;

/** Inserts rows that are complete, some at a time. */
export async function insertAll<T extends ObjectLiteral>(
  tx: Scope,
  entity: new () => T,
  rows: readonly T[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += rowsPerStatement) {
    const some = rows.slice(at, at + rowsPerStatement) as never[];
    await tx.db.createQueryBuilder().insert().into(entity).values(some).updateEntity(false).execute();
  }
}

/** `Rights.lock` for many, in one order for everyone. */
export async function lockAll(tx: Scope, courseId: string, rows: readonly CsvRow[]): Promise<void> {
  const keys = rows.map((row) => `access:${row.userId.toLowerCase()}:${courseId}`).sort();
  await tx.db.query(
    `SELECT count(pg_advisory_xact_lock(hashtextextended(key, 0))) FROM (SELECT unnest($1::text[]) AS key) keys`,
    [keys],
  );
}
