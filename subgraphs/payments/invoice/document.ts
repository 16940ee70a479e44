import type { ValueTransformer } from 'typeorm';
import { sum } from '../../../kit/money/shares';
import type { TaxedAmount } from '../tax/tax-amount';

/** Who sold, as it was. */
export interface Seller {
  readonly name: string;
  /** Lines as they are printed. */
  readonly address: readonly string[];
  readonly country: string;
  readonly vatId: string | null;
}

/** Who bought, as they were. */
export interface Buyer {
  /** Null where they did not say. */
  readonly name: string | null;
  readonly address: readonly string[];
  readonly country: string;
  readonly region: string | null;
  readonly vatId: string | null;
  readonly isBusiness: boolean;
}

/** One line of an invoice; of a credit note its amounts are negative. Minor units. */
export interface DocumentLine extends TaxedAmount {
  readonly lineId: string;
  readonly title: string;
  readonly list: bigint;
  readonly discount: bigint;
}

/** What one rate of one place is levied on, and what it makes. */
export interface TaxSum {
  readonly jurisdiction: string;
  readonly rate: string;
  readonly reverseCharge: boolean;
  readonly net: bigint;
  readonly tax: bigint;
}

/** The tax of lines by place and rate, in the order in which they come. */
export function taxSums(lines: readonly TaxedAmount[]): TaxSum[] {
  const groups = Map.groupBy(
    lines,
    ({ jurisdiction, rate, reverseCharge }) => `${jurisdiction} ${rate} ${reverseCharge}`,
  );
  return [...groups.values()].map((group) => {
    const { jurisdiction, rate, reverseCharge } = group[0]!;
    const net = sum(group.map((line) => line.net));
    return { jurisdiction, rate, reverseCharge, net, tax: sum(group.map((line) => line.tax)) };
  });
}

const amounts = new Set(['net', 'tax', 'gross', 'list', 'discount']);

/** Lines in a column of JSON: amounts are digits there. */
export const documentLines: ValueTransformer = {
  to: (lines: readonly DocumentLine[]) =>
    lines.map((line) =>
      Object.fromEntries(
        Object.entries(line).map(([key, value]: [string, unknown]) => [
          key,
          typeof value === 'bigint' ? value.toString() : value,
        ]),
      ),
    ),
  from: (lines: readonly Record<string, unknown>[]) =>
    lines.map((line) =>
      Object.fromEntries(
        Object.entries(line).map(([key, value]) => [key, amounts.has(key) ? BigInt(value as string) : value]),
      ),
    ),
};
