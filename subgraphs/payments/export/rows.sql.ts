import { z } from 'zod';
import type { Export, Narrowing } from './export';

/** Rows in one statement: enough that statements do not count, few enough that nobody waits for one. */
const batch = 1_000;

/** What a file is narrowed to, as it stands in its address. */
export const narrowed = z.strictObject({
  /** The seller; without one the marketplace itself. */
  organisationId: z.uuid().optional(),
  /** Instants: from this one on, and before that one. */
  from: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  state: z
    .string()
    .regex(/^[A-Z_]{1,40}$/)
    .optional(),
  buyerId: z.uuid().optional(),
  /** Of the ledger, such as `platform:revenue`. */
  account: z
    .string()
    .regex(/^[\w:-]{1,200}$/)
    .optional(),
  /** The id of the last row of a file that was cut off: the rest of it. */
  after: z.uuid().optional(),
});
export type Narrowed = z.infer<typeof narrowed>;

export const furtherNarrowings: readonly Narrowing[] = ['state', 'buyerId', 'account'];

/** Where a row stands in its file. */
export type Position = Pick<Parameters<Export['cells']>[0], 'id' | 'position'>;

/**
 * The statement that reads the next rows of a file. A seller's are found, and are in order, by an index that begins with the
 * seller: the last rows of a million cost what the first cost.
 */
export function rowsSql(
  { of, select, from, by, narrowedBy }: Export,
  { organisationId, from: since, until, currency, ...further }: Narrowed,
  last: Position | null,
): { readonly sql: string; readonly values: readonly unknown[] } {
  const values: unknown[] = [batch];
  const value = (given: unknown): string => `$${values.push(given)}`;
  const isOf = (seller: string | undefined): string => (seller ? `= ${value(seller)}::uuid` : 'IS NULL');
  const conditions = [
    ...(of === 'SELLER' ? [`row.organisation_id ${isOf(organisationId)}`] : []),
    ...(since ? [`row.${by} >= ${value(since)}::timestamptz`] : []),
    ...(until ? [`row.${by} < ${value(until)}::timestamptz`] : []),
    ...(currency ? [`row.currency = ${value(currency)}`] : []),
    ...furtherNarrowings.flatMap((name) =>
      further[name] === undefined ? [] : [`${narrowedBy[name]} = ${value(further[name])}`],
    ),
    ...(last ? [`(row.${by}, row.id) > (${value(last.position)}::timestamptz, ${value(last.id)}::uuid)`] : []),
  ];
  // PostgreSQL does not see that what IS NULL is one value: the index is in order only where its first column is named.
  const order = [...(of === 'SELLER' ? ['row.organisation_id'] : []), `row.${by}`, 'row.id'];
  const sql = `SELECT ${select}, row.${by}::text AS position FROM ${from}
    WHERE ${['true', ...conditions].join(' AND ')} ORDER BY ${order.join(', ')} LIMIT $1`;
  return { sql, values };
}
