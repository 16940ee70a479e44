import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { exponentOf } from '../../../kit/money/currencies';

/** What spreadsheets would run, or take for something that it is not, when a cell begins with it. */
const formula = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/** A cell with what people wrote: text, whatever it looks like (OWASP, "CSV injection"). */
export function textCell(text: string | null): string {
  if (text === null) return '';
  return formula.test(text) ? `'${text}` : text;
}

/** A cell with an amount, in major units with a point: machines and spreadsheets read it everywhere. */
export function amountCell(minor: bigint | string | null, currency: string): string {
  if (minor === null) return '';
  const amount = BigInt(minor);
  const digits = exponentOf(currency);
  const text = (amount < 0n ? -amount : amount).toString().padStart(digits + 1, '0');
  const decimal = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return amount < 0n ? `-${decimal}` : decimal;
}

/** A cell with a moment: RFC 3339, UTC. */
export function timeCell(at: Date | null): string {
  return at?.toISOString() ?? '';
}

/**
 * A CSV file (RFC 4180) of rows that come in batches. Nothing is read before the last batch has gone to whoever reads: memory
 * does not grow with the number of rows.
 */
export function csvStream(header: readonly string[], batches: AsyncIterable<readonly (readonly string[])[]>): Readable {
  return Readable.from(lines(header, batches), { objectMode: false, encoding: 'utf8' });
}

async function* lines(
  header: readonly string[],
  batches: AsyncIterable<readonly (readonly string[])[]>,
): AsyncGenerator<string> {
  yield stringify([[...header]], { record_delimiter: 'windows' });
  for await (const batch of batches)
    if (batch.length > 0) yield stringify(batch as string[][], { record_delimiter: 'windows' });
}

/** Rows in batches, each read after the last row of the one before. */
export async function* batchesOf<R>(
  read: (last: R | null) => Promise<readonly R[]>,
  cells: (row: R) => readonly string[],
): AsyncGenerator<string[][]> {
  for (let last: R | null = null; ;) {
    const rows: readonly R[] = await read(last);
    if (rows.length === 0) return;
    yield rows.map((row) => [...cells(row)]);
    last = rows.at(-1)!;
  }
}
