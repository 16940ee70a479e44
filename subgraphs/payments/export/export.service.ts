import type { Readable } from 'node:stream';
import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Scope } from '../../../kit/scope/scope';
import { isPaymentStaff } from '../order/order.policy';
import { batchesOf, csvStream } from './csv';
import type { Export } from './export';
import { exports } from './exports';
import { furtherNarrowings, narrowed, rowsSql, type Narrowed, type Position } from './rows.sql';

type Row = Parameters<Export['cells']>[0];

/** Lists as CSV files, for the staff of who sold. */
export class Exports {
  constructor(private readonly scope: Scope) {}

  /** Rows are read while the file is read. @throws UNAUTHENTICATED, NOT_FOUND, BAD_INPUT */
  async csv(name: string, query: unknown): Promise<Readable> {
    if (this.scope.viewer.claims.kind === 'anonymous') throw kitErrors.UNAUTHENTICATED();
    const parsed = narrowed.safeParse(query);
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

  private read(wanted: Export, narrowing: Narrowed, last: Position | null): Promise<Row[]> {
    const { sql, values } = rowsSql(wanted, narrowing, last);
    return this.scope.db.query<Row[]>(sql, [...values]);
  }

  /** Where a file was cut off. */
  private async placeOf({ from, by }: Export, id: string): Promise<Position> {
    const sql = `SELECT row.id, row.${by}::text AS position FROM ${from} WHERE row.id = $1`;
    const [row] = await this.scope.db.query<Position[]>(sql, [id]);
    if (!row) throw kitErrors.BAD_INPUT({ fields: { after: 'There is no such row.' } });
    return row;
  }
}
