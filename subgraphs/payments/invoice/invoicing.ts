import { sum } from '../../../kit/money/shares';
import { partOf, proportionUpTo, reversed, type TaxRule } from '../tax/tax-amount';
import type { BuyerPlace } from '../tax/tax-rule';
import type { DocumentLine } from './document';
import type { CreditNote } from './credit-note.entity';
import type { Invoice } from './invoice.entity';

/** What an invoice needs to know of an order that was paid. */
export interface InvoicedOrder extends Invoiced {
  readonly id: string;
}

/** And of a payment for a subscription. */
export interface InvoicedCharge extends Invoiced {
  readonly chargeId: string;
  readonly subscriptionId: string;
}

/** What both have in common. */
interface Invoiced {
  readonly userId: string;
  readonly organisationId: string | null;
  readonly currency: string;
  readonly place: BuyerPlace;
}

/** And of its lines. Minor units. */
export interface InvoicedLine {
  readonly id: string;
  readonly title: string;
  readonly listMinor: bigint;
  readonly discountMinor: bigint;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly grossMinor: bigint;
  readonly tax: TaxRule;
}

/** So much of a line is taken back. */
export interface CreditedLine {
  readonly lineId: string;
  /** Minor units, tax included. */
  readonly gross: bigint;
}

/** A line as it is printed. */
export function invoicedLine({ id, title, tax, ...line }: InvoicedLine): DocumentLine {
  return {
    lineId: id,
    title,
    list: line.listMinor,
    discount: line.discountMinor,
    net: line.netMinor,
    tax: line.taxMinor,
    gross: line.grossMinor,
    rate: tax.rate,
    jurisdiction: tax.jurisdiction,
    isInclusive: tax.isInclusive,
    reverseCharge: tax.reverseCharge,
  };
}

/**
 * What a credit note takes back: of each line its part, so that all credit notes of an invoice together never say another
 * tax than the invoice did. @throws RangeError for more than is left, or a line that the invoice does not have
 */
export function creditedLines(
  invoice: Pick<Invoice, 'lines'>,
  before: readonly Pick<CreditNote, 'lines'>[],
  taken: readonly CreditedLine[],
): DocumentLine[] {
  const credited = before.flatMap(({ lines }) => lines);
  return taken.map(({ lineId, gross }) => {
    const line = invoice.lines.find((each) => each.lineId === lineId);
    if (!line) throw new RangeError(`The invoice has no line ${lineId}.`);
    const earlier = credited.filter((each) => each.lineId === lineId);
    const part = partOf(line, gross, {
      gross: -sum(earlier.map((each) => each.gross)),
      tax: -sum(earlier.map((each) => each.tax)),
    });
    return { ...line, ...reversed(part), list: 0n, discount: 0n };
  });
}

/**
 * The same of an invoice whose lines may credit as well as charge, as that of a change does: each line has its share of what
 * is taken back, and all credit notes together say what the invoice did. More than that is no part of it.
 */
export function creditedShare(
  { lines, grossMinor: whole }: Pick<Invoice, 'lines' | 'grossMinor'>,
  before: readonly Pick<CreditNote, 'lines'>[],
  gross: bigint,
): DocumentLine[] {
  if (whole <= 0n) return [];
  const credited = before.flatMap((note) => note.lines);
  const wanted = gross - sum(credited.map((line) => line.gross));
  const reached = wanted < whole ? wanted : whole;
  const shares = lines.map((line) => proportionUpTo(reached, line.gross, whole));
  const rest = reached - sum(shares);
  const [largest] = lines.toSorted((left, right) => Number(right.gross - left.gross));
  return lines.flatMap((line, index) => {
    const earlier = credited.filter(({ lineId }) => lineId === line.lineId);
    const part = {
      gross: shares[index]! + (line === largest ? rest : 0n) + sum(earlier.map((each) => each.gross)),
      tax: proportionUpTo(reached, line.tax, whole) + sum(earlier.map((each) => each.tax)),
    };
    if (part.gross === 0n && part.tax === 0n) return [];
    return [{ ...line, ...reversed({ ...line, ...part, net: part.gross - part.tax }), list: 0n, discount: 0n }];
  });
}

/** What lines make together. */
export function totalsOf(lines: readonly DocumentLine[]): Pick<Invoice, 'netMinor' | 'taxMinor' | 'grossMinor'> {
  return {
    netMinor: sum(lines.map(({ net }) => net)),
    taxMinor: sum(lines.map(({ tax }) => tax)),
    grossMinor: sum(lines.map(({ gross }) => gross)),
  };
}
