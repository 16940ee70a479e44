import type { EntityManager, QueryRunner } from 'typeorm';

/** `ON CONFLICT DO UPDATE` and `FOR UPDATE` name no table. */
const writing =
  /\b(?:INSERT\s+INTO|(?<!\bDO\s)(?<!\bFOR\s)(?<!\bKEY\s)UPDATE|DELETE\s+FROM)\s+(?:ONLY\s+)?(?:"?public"?\.)?"?(\w+)"?/gi;

/** The tables that a statement of SQL writes, as it names them; also below WITH. */
export function writtenTables(sql: string): string[] {
  return [...sql.matchAll(writing)].map(([, table]) => table!);
}

/** Where a query runner remembers what its transaction has written. */
const key = 'writtenTables';

export function noteWrites(runner: QueryRunner, sql: string): void {
  const tables = writtenTables(sql);
  if (tables.length === 0) return;
  const known = (runner.data[key] ??= new Set<string>()) as Set<string>;
  for (const table of tables) known.add(table);
}

/** The tables that a transaction has written so far. */
export function writesOf({ queryRunner }: EntityManager): ReadonlySet<string> {
  return (queryRunner?.data[key] ?? new Set<string>()) as ReadonlySet<string>;
}
