import type { Scope } from '../../../kit/scope/scope';
import { BillingDetails } from './billing-details.entity';
import { CreditNote } from './credit-note.entity';
import type { Buyer, DocumentLine } from './document';
import { Invoice } from './invoice.entity';
import {
  creditedLines,
  creditedShare,
  invoicedLine,
  totalsOf,
  type CreditedLine,
  type InvoicedCharge,
  type InvoicedLine,
  type InvoicedOrder,
} from './invoicing';
import { nextNumber, type Series } from './numbering';
import { sellerOf } from './seller';
import type { TaxDocument } from './tax-document';

type Sold = InvoicedOrder | InvoicedCharge;

interface CreditedCharge {
  /** Of the refund, or of the dispute that was lost. */
  readonly id: string;
  readonly chargeId: string;
  /** Minor units, tax included. */
  readonly gross: bigint;
}

/** Issues invoices and credit notes, in the transaction that makes them true, as its last step: numbers are handed out one by one. */
export class InvoiceService {
  constructor(private readonly tx: Scope) {}

  /** The invoice of an order that was paid, or that cost nothing. Asked for again, it is the same one. */
  async issue(order: InvoicedOrder, lines: readonly InvoicedLine[]): Promise<Invoice> {
    const known = await this.tx.db.findOneBy(Invoice, { orderId: order.id });
    if (known) return known;
    const of = { orderId: order.id, chargeId: null, subscriptionId: null };
    return this.writeInvoice(order, of, lines);
  }

  /** The invoice of a payment for a subscription. Asked for again, it is the same one. */
  async issueFor(charge: InvoicedCharge, lines: readonly InvoicedLine[]): Promise<Invoice> {
    const { chargeId, subscriptionId } = charge;
    const known = await this.tx.db.findOneBy(Invoice, { chargeId });
    return known ?? this.writeInvoice(charge, { orderId: null, chargeId, subscriptionId }, lines);
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
    const before = await this.creditNotesOf(invoice);
    return this.writeCredit(invoice, refund.id, creditedLines(invoice, before, refund.lines));
  }

  /** What a credit note about a payment for a subscription says, or is to say. */
  async creditedOf({ id, chargeId, gross }: CreditedCharge): Promise<DocumentLine[]> {
    const known = await this.tx.db.findOneBy(CreditNote, { refundId: id });
    if (known) return known.lines;
    const invoice = await this.tx.db.findOneByOrFail(Invoice, { chargeId });
    return creditedShare(invoice, await this.creditNotesOf(invoice), gross);
  }

  /** Issues that. Where there is nothing to say there is none; asked for again, it is the same one. */
  async creditCharge({ id, chargeId }: CreditedCharge, lines: DocumentLine[]): Promise<CreditNote | null> {
    const known = await this.tx.db.findOneBy(CreditNote, { refundId: id });
    if (known || lines.length === 0) return known;
    return this.writeCredit(await this.tx.db.findOneByOrFail(Invoice, { chargeId }), id, lines);
  }

  /** One after the other: what a note says depends on those before. */
  private async creditNotesOf({ id: invoiceId }: Invoice): Promise<CreditNote[]> {
    await this.tx.db.query(LOCK, [invoiceId]);
    return this.tx.db.findBy(CreditNote, { invoiceId });
  }

  private writeCredit(invoice: Invoice, refundId: string, lines: DocumentLine[]): Promise<CreditNote> {
    const { userId, organisationId, orderId, subscriptionId, currency, seller, buyer, locale } = invoice;
    const facts = { userId, organisationId, orderId, subscriptionId, currency, seller, buyer, locale };
    return this.write(
      Object.assign(new CreditNote(), { invoiceId: invoice.id, refundId }),
      'credit_note',
      facts,
      lines,
    );
  }

  private async writeInvoice(
    sold: Sold,
    of: Pick<Invoice, 'orderId' | 'chargeId' | 'subscriptionId'>,
    lines: readonly InvoicedLine[],
  ): Promise<Invoice> {
    const { userId, organisationId, currency } = sold;
    const { buyer, locale } = await this.buyerOf(sold);
    const facts = { userId, organisationId, currency, seller: sellerOf(this.tx.config), buyer, locale };
    return this.write(new Invoice(), 'invoice', { ...facts, ...of }, lines.map(invoicedLine));
  }

  private async write<T extends TaxDocument>(
    document: T,
    series: Series,
    facts: Pick<
      TaxDocument,
      'userId' | 'organisationId' | 'orderId' | 'subscriptionId' | 'currency' | 'seller' | 'buyer' | 'locale'
    >,
    lines: DocumentLine[],
  ): Promise<T> {
    const issuedAt = this.tx.clock.now();
    const number = await nextNumber(this.tx, series, issuedAt);
    Object.assign(document, { id: this.tx.ids.next(), ...number, ...facts, lines, ...totalsOf(lines), issuedAt });
    await this.tx.db.insert(document.constructor, document);
    return document;
  }

  private async buyerOf({ userId, place }: Sold): Promise<{ buyer: Buyer; locale: string }> {
    const details = await this.tx.db.findOneBy(BillingDetails, { userId });
    const { country, region = null, vatId = null, isBusiness } = place;
    const { name = null, address = [], locale = 'en' } = details ?? {};
    return { buyer: { name, address, country, region, vatId, isBusiness }, locale };
  }
}

const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended('credit notes of ' || $1, 0))`;
