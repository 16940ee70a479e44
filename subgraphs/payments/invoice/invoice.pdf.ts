import type { Scope } from '../../../kit/scope/scope';
import { keptPdf } from '../pdf/kept-pdf';
import { CreditNote } from './credit-note.entity';
import type { Invoice } from './invoice.entity';
import { InvoiceLoaders } from './invoice.loaders';
import { invoiceView } from './invoice.view';

/** Documents as PDF: set when somebody wants to read one, and kept. */
export class InvoicePdf {
  constructor(private readonly scope: Scope) {}

  /** The key of the object that holds it. */
  async of(document: Invoice | CreditNote): Promise<string> {
    const invoice =
      document instanceof CreditNote ? await this.scope.get(InvoiceLoaders).known.load(document.invoiceId) : null;
    const view = invoiceView(document, this.scope.config.SELLER_ZONE, invoice?.number ?? null);
    return keptPdf(this.scope, 'invoice', view, `${document.number}.pdf`);
  }
}
