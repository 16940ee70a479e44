import { randomUUID } from 'node:crypto';
import { Viewer } from '../../../kit/identity/viewer';
import type { SubgraphTest } from '../../../kit/testing/subgraph-test';
import type { CreditNote } from '../invoice/credit-note.entity';
import type { Invoice } from '../invoice/invoice.entity';
import { InvoiceService } from '../invoice/invoice.service';
import type { InvoicedLine, InvoicedOrder } from '../invoice/invoicing';
import { taxOf, type TaxRule } from '../tax/tax-amount';

const german: TaxRule = { rate: '19', jurisdiction: 'DE', isInclusive: true, reverseCharge: false };

/** A line of an order: 49.00 EUR with German tax in it, unless told otherwise. */
export function soldLine(over: Partial<InvoicedLine> & { readonly price?: bigint; readonly currency?: string } = {}) {
  const { price = 4_900n, currency = 'EUR', tax = german, ...rest } = over;
  const { net, tax: taxMinor, gross } = taxOf({ minor: price, currency }, tax);
  return {
    id: randomUUID(),
    title: 'A course',
    listMinor: price,
    discountMinor: 0n,
    netMinor: net,
    taxMinor,
    grossMinor: gross,
    tax,
    ...rest,
  } satisfies InvoicedLine;
}

export function soldOrder(over: Partial<InvoicedOrder> = {}): InvoicedOrder {
  return {
    id: randomUUID(),
    userId: randomUUID(),
    organisationId: null,
    currency: 'EUR',
    place: { country: 'DE', isBusiness: false },
    ...over,
  };
}

/** Issues an invoice as whoever sells does. */
export function issued(house: SubgraphTest, order: InvoicedOrder, lines = [soldLine()]): Promise<Invoice> {
  return house.as(Viewer.system).transaction((tx) => tx.get(InvoiceService).issue(order, lines));
}

/** Takes so much of a line back. */
export function credited(
  house: SubgraphTest,
  orderId: string,
  lines: readonly { readonly lineId: string; readonly gross: bigint }[],
  id: string = randomUUID(),
): Promise<CreditNote | null> {
  return house.as(Viewer.system).transaction((tx) => tx.get(InvoiceService).credit({ id, orderId, lines }));
}
