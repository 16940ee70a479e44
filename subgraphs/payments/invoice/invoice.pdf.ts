import { createHash } from 'node:crypto';
import { dispositionOf } from '../../../kit/objects/disposition';
import type { Scope } from '../../../kit/scope/scope';
import { Typesetter, type Template } from '../pdf/typesetter';
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

/** The key says what is in it: another template, or another text, is another object. */
export async function keptPdf(scope: Scope, template: Template, view: object, fileName: string): Promise<string> {
  const typesetter = scope.shared(Typesetter);
  const source = await typesetter.sourceOf(template);
  const name = createHash('sha256').update(source).update('\0').update(JSON.stringify(view)).digest('hex');
  const key = `payments/documents/${name}`;
  if (await scope.objects.head(key)) return key;
  await scope.objects.put(key, await typesetter.pdf(template, view), {
    contentType: 'application/pdf',
    cacheControl: 'private, no-cache',
    contentDisposition: dispositionOf('inline', fileName),
  });
  return key;
}
