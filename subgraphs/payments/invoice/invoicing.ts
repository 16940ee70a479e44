import { sum } from '../../../kit/money/shares';
import { partOf, reversed, type TaxRule } from '../tax/tax-amount';
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

/** What lines make together. */
export function totalsOf(lines: readonly DocumentLine[]): Pick<Invoice, 'netMinor' | 'taxMinor' | 'grossMinor'> {
  return {
    netMinor: sum(lines.map(({ net }) => net)),
    taxMinor: sum(lines.map(({ tax }) => tax)),
    grossMinor: sum(lines.map(({ gross }) => gross)),
  };
}
