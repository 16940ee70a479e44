import { z } from 'zod';
import type { Readable } from 'node:stream';
import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Scope } from '../../../kit/scope/scope';
import { isPaymentStaff } from '../order/order.policy';
import { batchesOf, csvStream } from './csv';
import { exports, type Export, type Narrowing } from './exports';

/** Rows in one statement: enough that statements do not count, few enough that nobody waits for one. */
const batch = 1_000;

/** What a file is narrowed to, as it stands in its address. */
const narrowing = z.strictObject({
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
type Narrowed = z.infer<typeof narrowing>;

const furtherNarrowings: readonly Narrowing[] = ['state', 'buyerId', 'account'];

type Row = Parameters<Export['cells']>[0];
type Place = Pick<Row, 'id' | 'position'>;

/** Lists as CSV files, for the staff of who sold. */
export class Exports {
  constructor(private readonly scope: Scope) {}

  /** Rows are read while the file is read. @throws UNAUTHENTICATED, NOT_FOUND, BAD_INPUT */
  async csv(name: string, query: unknown): Promise<Readable> {
    if (this.scope.viewer.claims.kind === 'anonymous') throw kitErrors.UNAUTHENTICATED();
    const parsed = narrowing.safeParse(query);
    if (!parsed.success)
      throw kitErrors.BAD_INPUT({
        fields: Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path.join('.'), message])),
      });
    const wanted = exports.get(name);
    if (!wanted || !this.maySee(wanted, parsed.data)) throw kitErrors.NOT_FOUND({ thing: 'export' });
    for (const by of furtherNarrowings)
      if (parsed.data[by] !== undefined && !wanted.narrowedBy[by])
        throw kitErrors.BAD_INPUT({ fields: { [by]: 'This file is not narrowed by it.' } });
    const first = parsed.data.after ? await this.placeOf(wanted, parsed.data.after) : null;
    const rows = batchesOf<Row>((last) => this.read(wanted, parsed.data, last ?? first), wanted.cells);
    return csvStream(wanted.columns, rows);
  }

  private maySee({ of }: Export, { organisationId }: Narrowed): boolean {
    if (of === 'MARKET' && organisationId !== undefined) return false;
    return isPaymentStaff(this.scope.viewer, { organisationId: organisationId ?? null });
  }

  private async read(
    { of, select, from, by, narrowedBy }: Export,
    { organisationId, from: since, until, currency, ...further }: Narrowed,
    last: Place | null,
  ): Promise<Row[]> {
    const values: unknown[] = [batch];
    const value = (given: unknown): string => `$${values.push(given)}`;
    const conditions = [
      ...(of === 'MARKET' ? [] : [`row.organisation_id IS NOT DISTINCT FROM ${value(organisationId ?? null)}::uuid`]),
      ...(since ? [`row.${by} >= ${value(since)}::timestamptz`] : []),
      ...(until ? [`row.${by} < ${value(until)}::timestamptz`] : []),
      ...(currency ? [`row.currency = ${value(currency)}`] : []),
      ...furtherNarrowings.flatMap((name) =>
        further[name] === undefined ? [] : [`${narrowedBy[name]} = ${value(further[name])}`],
      ),
      ...(last ? [`(row.${by}, row.id) > (${value(last.position)}::timestamptz, ${value(last.id)}::uuid)`] : []),
    ];
    return this.scope.db.query<Row[]>(
      `SELECT ${select}, row.${by}::text AS position FROM ${from} WHERE ${['true', ...conditions].join(' AND ')}
        ORDER BY row.${by}, row.id LIMIT $1`,
      values,
    );
  }

  /** Where a file was cut off. */
  private async placeOf({ from, by }: Export, id: string): Promise<Place> {
    const sql = `SELECT row.id, row.${by}::text AS position FROM ${from} WHERE row.id = $1`;
    const [row] = await this.scope.db.query<Place[]>(sql, [id]);
    if (!row) throw kitErrors.BAD_INPUT({ fields: { after: 'There is no such row.' } });
    return row;
  }
}
