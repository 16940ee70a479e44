import { DateTime } from 'luxon';
import type { Scope } from '../../../kit/scope/scope';

/** Which series of numbers. */
export type Series = 'invoice' | 'credit_note';

export interface DocumentNumber {
  readonly legalEntity: string;
  readonly year: number;
  readonly sequence: number;
  readonly number: string;
}

/**
 * The next number of a series. Whoever takes one keeps others waiting until the transaction ends: take it last. A number
 * whose transaction is rolled back is given to the next.
 */
export async function nextNumber(tx: Scope, series: Series, at: Date): Promise<DocumentNumber> {
  const { SELLER_CODE: legalEntity, SELLER_ZONE: zone } = tx.config;
  const { year } = DateTime.fromJSDate(at, { zone });
  const [row] = await tx.db.query<{ last: number }[]>(NEXT, [legalEntity, series, year]);
  const sequence = row!.last;
  const digits = String(sequence).padStart(6, '0');
  const number = [legalEntity, ...(series === 'credit_note' ? ['C'] : []), year, digits].join('-');
  return { legalEntity, year, sequence, number };
}

const NEXT = `
  INSERT INTO invoice_counter (legal_entity, kind, year, last) VALUES ($1, $2, $3, 1)
  ON CONFLICT (legal_entity, kind, year) DO UPDATE SET last = invoice_counter.last + 1 RETURNING last`;
