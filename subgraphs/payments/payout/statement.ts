import type { Scope } from '../../../kit/scope/scope';
import type { CauseKind } from '../ledger/posting';
import { batchesOf } from '../export/csv';
import type { Payout } from './payout.entity';

/** What somebody earned, or gave back, since their payout before. */
export interface StatementEntry {
  readonly id: string;
  readonly at: Date;
  readonly kind: CauseKind;
  /** The course; null where it is about none. */
  readonly title: string | null;
  readonly lineId: string | null;
  /** Minor units as digits: positive is earned. */
  readonly minor: string;
}

/** The same by kind and course. */
export interface StatementSum {
  readonly kind: CauseKind;
  readonly title: string | null;
  readonly count: number;
  readonly minor: bigint;
}

/** Entries in one read. */
const batch = 1_000;

/** What a payout is made of: what the ledger had then, and not at the payout before. */
export class Statements {
  constructor(private readonly scope: Scope) {}

  /** In order of time. */
  entries(payout: Payout, cells: (entry: StatementEntry) => readonly string[]): AsyncIterable<string[][]> {
    return batchesOf<StatementEntry>(
      (last) =>
        this.scope.db.query<StatementEntry[]>(ENTRIES, [
          payout.id,
          last?.at ?? new Date(0),
          last?.id ?? '00000000-0000-0000-0000-000000000000',
          batch,
        ]),
      cells,
    );
  }

  async sums(payout: Payout): Promise<StatementSum[]> {
    const rows = await this.scope.db.query<(Omit<StatementSum, 'minor'> & { minor: string })[]>(SUMS, [payout.id]);
    return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }));
  }
}

/**
 * The payout before begins where nothing was left: what it paid is not told again, nor what this one pays. That is written in the
 * transaction of the snapshot, which does not list itself among those in progress: to `pg_visible_in_snapshot` it may seem over.
 */
const EARNED = `
  WITH this AS (SELECT * FROM payout WHERE id = $1),
  former AS (
    SELECT payout.* FROM payout JOIN this USING (account, currency)
     WHERE (payout.at, payout.id) < (this.at, this.id) ORDER BY payout.at DESC, payout.id DESC LIMIT 1
  ),
  earned AS (
    SELECT entry.id, entry.at, transaction.cause_kind AS kind, order_line.title, entry.line_id AS "lineId", -entry.minor AS minor
      FROM this JOIN ledger_entry entry ON (entry.account, entry.currency) = (this.account, this.currency)
      JOIN ledger_transaction transaction ON transaction.id = entry.transaction_id
      LEFT JOIN order_line ON order_line.id = entry.line_id
      LEFT JOIN former ON true
     WHERE pg_visible_in_snapshot(entry.xid, this.snapshot) AND coalesce(entry.available_at <= this.at, true)
       AND NOT coalesce(pg_visible_in_snapshot(entry.xid, former.snapshot) AND coalesce(entry.available_at <= former.at, true), false)
       AND NOT (transaction.cause_kind = 'PAYOUT' AND transaction.cause_id IN (this.id::text, coalesce(former.id::text, '')))
  )`;
const ENTRIES = `${EARNED}
  SELECT id, at, kind, title, "lineId", minor::text FROM earned WHERE (at, id) > ($2, $3) ORDER BY at, id LIMIT $4`;
const SUMS = `${EARNED}
  SELECT kind, title, count(*)::int AS count, sum(minor)::text AS minor FROM earned
   GROUP BY kind, title ORDER BY kind DESC, sum(minor) DESC, title LIMIT 2000`;
