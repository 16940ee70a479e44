import { createHash } from 'node:crypto';
import type { Identified } from '../../kit/documents/collection';
import type { Platform } from '../../cli/platform';

/** Table → row → a digest of what is in it. Tables of the job queue and of the house itself are left out. */
export type Snapshot = ReadonlyMap<string, ReadonlyMap<string, string>>;

interface SnapshotOptions {
  /** Columns and fields that are counted from rows of other people, as `table.column` or `collection.field`. */
  readonly without?: readonly string[];
  /** Rows that mention one of these ids are left out. */
  readonly notOf?: readonly string[];
}

/** Every row and document of every subgraph. */
export async function takeSnapshot(
  platform: Platform,
  { without = [], notOf = [] }: SnapshotOptions = {},
): Promise<Snapshot> {
  const taken = new Map<string, ReadonlyMap<string, string>>();
  for (const { name, definition, resources } of platform.subgraphs) {
    for (const entity of definition.entities) {
      const { tableName, primaryColumns } = resources.database.manager.connection.getMetadata(entity);
      const key = primaryColumns.map(({ databaseName }) => `"${databaseName}"`).join(`, ' ', `);
      const left = leftOut(tableName, without);
      const rows = await resources.database.manager.query<{ key: string; digest: string }[]>(
        `SELECT concat(${key}) AS key, md5((to_jsonb(r) - $1::text[])::text) AS digest FROM "${tableName}" r
          WHERE NOT EXISTS (SELECT FROM unnest($2::text[]) id WHERE position(id IN r::text) > 0)`,
        [left, notOf],
      );
      taken.set(`${name}.${tableName}`, new Map(rows.map((row) => [row.key, row.digest])));
    }
    for (const { name: collection } of definition.documents?.collections ?? []) {
      const found = await resources.documents!.db.collection<Identified>(collection).find().toArray();
      const left = leftOut(collection, without);
      const keep = (field: string, value: unknown): unknown => (left.includes(field) ? undefined : value);
      const texts = found.map((document) => [document._id, JSON.stringify(document, keep)] as const);
      const others = texts.filter(([, text]) => !notOf.some((id) => text.includes(id)));
      taken.set(`${name}.${collection}`, new Map(others.map(([key, text]) => [key, md5(text)])));
    }
  }
  return taken;
}

const leftOut = (table: string, columns: readonly string[]): string[] =>
  columns.filter((column) => column.startsWith(`${table}.`)).map((column) => column.slice(table.length + 1));

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** Rows of `before` that are gone or different in `after`, as `table key`. */
export function changesBetween(before: Snapshot, after: Snapshot): string[] {
  return [...before].flatMap(([table, rows]) =>
    [...rows].filter(([key, digest]) => after.get(table)?.get(key) !== digest).map(([key]) => `${table} ${key}`),
  );
}

/** How many rows there are, by table. */
export function countsOf(snapshot: Snapshot): Record<string, number> {
  return Object.fromEntries([...snapshot].map(([table, rows]) => [table, rows.size]));
}
