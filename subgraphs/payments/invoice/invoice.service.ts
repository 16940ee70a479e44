import type { Scope } from '../../../kit/scope/scope';
import { BillingDetails } from './billing-details.entity';
import { CreditNote } from './credit-note.entity';
import type { Buyer, DocumentLine } from './document';
import { Invoice } from './invoice.entity';
import {
  creditedLines,
  invoicedLine,
  totalsOf,
  type CreditedLine,
  type InvoicedLine,
  type InvoicedOrder,
} from './invoicing';
import { nextNumber, type Series } from './numbering';
import { sellerOf } from './seller';
import type { TaxDocument } from './tax-document';

/** Issues invoices and credit notes, in the transaction that makes them true, as its last step: numbers are handed out one by one. */
export class InvoiceService {
  constructor(private readonly tx: Scope) {}

  /** The invoice of an order that was paid, or that cost nothing. Asked for again, it is the same one. */
  async issue(order: InvoicedOrder, lines: readonly InvoicedLine[]): Promise<Invoice> {
    const known = await this.tx.db.findOneBy(Invoice, { orderId: order.id });
    if (known) return known;
    const { userId, organisationId, id: orderId, currency } = order;
    const { buyer, locale } = await this.buyerOf(order);
    const seller = sellerOf(this.tx.config);
    const facts = { userId, organisationId, orderId, currency, seller, buyer, locale };
    return this.write(new Invoice(), 'invoice', facts, lines.map(invoicedLine));
  }

  /** What a refund takes back. Null where the order has no invoice. Asked for again, it is the same one. @throws RangeError */
  async credit(refund: {
    readonly id: string;
    readonly orderId: string;
    readonly lines: readonly CreditedLine[];
  }): Promise<CreditNote | null> {
    const known = await this.tx.db.findOneBy(CreditNote, { refundId: refund.id });
    if (known) return known;
    const invoice = await this.tx.db.findOneBy(Invoice, { orderId: refund.orderId });
    if (!invoice) return null;
    await this.tx.db.query(LOCK, [invoice.id]);
    const before = await this.tx.db.findBy(CreditNote, { invoiceId: invoice.id });
    const { userId, organisationId, orderId, currency, seller, buyer, locale } = invoice;
    const facts = { userId, organisationId, orderId, currency, seller, buyer, locale };
    const note = Object.assign(new CreditNote(), { invoiceId: invoice.id, refundId: refund.id });
    return this.write(note, 'credit_note', facts, creditedLines(invoice, before, refund.lines));
  }

  private async write<T extends TaxDocument>(
    document: T,
    series: Series,
    facts: Pick<TaxDocument, 'userId' | 'organisationId' | 'orderId' | 'currency' | 'seller' | 'buyer' | 'locale'>,
    lines: DocumentLine[],
  ): Promise<T> {
    const issuedAt = this.tx.clock.now();
    const number = await nextNumber(this.tx, series, issuedAt);
    Object.assign(document, { id: this.tx.ids.next(), ...number, ...facts, lines, ...totalsOf(lines), issuedAt });
    await this.tx.db.insert(document.constructor, document);
    return document;
  }

  private async buyerOf({ userId, place }: InvoicedOrder): Promise<{ buyer: Buyer; locale: string }> {
    const details = await this.tx.db.findOneBy(BillingDetails, { userId });
    const { country, region = null, vatId = null, isBusiness } = place;
    const { name = null, address = [], locale = 'en' } = details ?? {};
    return { buyer: { name, address, country, region, vatId, isBusiness }, locale };
  }
}

const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended('credit notes of ' || $1, 0))`;
