/** Where a row stands in its list. */
interface Row {
  readonly id: string;
  /** With microseconds, as text: JavaScript's dates would skip rows. */
  readonly position: string;
}

export type Cell = string | number | Date | null;

export type Narrowing = 'state' | 'buyerId' | 'account';

/** A list that can be had as a CSV file. */
export interface Export {
  /** Whose rows: those of a seller, or the marketplace's book. */
  readonly of: 'SELLER' | 'MARKET';
  readonly columns: readonly string[];
  /** What the cells need, by name; and the tables, one of which is `row`: one of it is one line of the file. */
  readonly select: string;
  readonly from: string;
  /** The column by which it is in order, the id breaking ties; there is an index of both, of sellers' rows one that begins with the seller. */
  readonly by: string;
  /** By what else than time, currency and seller it is narrowed, and the column. */
  readonly narrowedBy: Readonly<Partial<Record<Narrowing, string>>>;
  readonly cells: (row: Row & Record<string, Cell>) => readonly string[];
}
