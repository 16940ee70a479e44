import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { CreditNote } from './credit-note.entity';
import type { Invoice } from './invoice.entity';
import { InvoiceLoaders } from './invoice.loaders';

/** How references become invoices; the policy is in the loader. */
export const resolveInvoice: ReferenceResolver<Invoice> = (scope, { id }) => scope.get(InvoiceLoaders).visible.load(id);

export const resolveCreditNote: ReferenceResolver<CreditNote> = (scope, { id }) =>
  scope.get(InvoiceLoaders).creditNote.load(id);
