import { taxPayable } from './account';
import { balanced, entry, type Posting, type PostingEntry } from './posting';
import { merged, splitOf, type Portion, type RevenueShare } from './revenue-share';

/** A line of an order, as it was frozen. Minor units; `net + tax = gross`. */
export interface SoldLine {
  readonly id: string;
  readonly net: bigint;
  readonly tax: bigint;
  readonly gross: bigint;
  readonly jurisdiction: string;
  readonly shares: readonly RevenueShare[];
}

export interface Sale {
  readonly orderId: string;
  readonly currency: string;
  readonly at: Date;
  /** The end of the refund window: then the shares may be paid out. */
  readonly availableAt: Date;
  readonly lines: readonly SoldLine[];
}

/** A paid order: the provider has the money, which is owed as tax, to instructors and affiliates, or earned. */
export function salePosting({ orderId, currency, at, availableAt, lines }: Sale): Posting {
  return balanced({
    cause: { kind: 'SALE', id: orderId },
    currency,
    at,
    entries: lines.flatMap((line) => [
      entry('provider:clearing', line.gross, { lineId: line.id }),
      ...portionsOf(line).map((portion) => owed(portion, line.id, availableAt)),
    ]),
  });
}

function owed({ account, minor }: Portion, lineId: string, availableAt: Date): PostingEntry {
  return entry(account, -minor, { lineId, availableAt: isShare(account) ? availableAt : null });
}

/** Whose gross amount a line's is: the platform first, then whoever has a share, then the tax. Adds up to it exactly. */
export function portionsOf(line: SoldLine): Portion[] {
  return merged([...splitOf(line.net, line.shares), { account: taxPayable(line.jurisdiction), minor: line.tax }]);
}

/** Whether what is owed there is a person's, who waits for the end of the refund window. */
export function isShare(account: string): boolean {
  return account.endsWith(':payable');
}
