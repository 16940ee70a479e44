import { loadByKey, loadManyByKey, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { CreditNote } from './credit-note.entity';
import { Invoice } from './invoice.entity';
import { creditNotePolicy, invoicePolicy } from './invoice.policy';

/** Every read of invoices by key. */
export class InvoiceLoaders {
  readonly visible: Loader<string, Invoice | null>;
  readonly ofOrder: Loader<string, Invoice | null>;
  /** By the payment for a subscription. */
  readonly ofCharge: Loader<string, Invoice | null>;
  /** Without a policy: of a credit note that is visible. */
  readonly known: Loader<string, Invoice | null>;
  readonly creditNote: Loader<string, CreditNote | null>;
  readonly creditNotesOf: Loader<string, CreditNote[]>;

  constructor(scope: Scope) {
    this.visible = loadByKey(scope, Invoice, 'id', invoicePolicy.see);
    this.ofOrder = loadByKey(scope, Invoice, 'orderId', invoicePolicy.see);
    this.ofCharge = loadByKey(scope, Invoice, 'chargeId', invoicePolicy.see);
    this.known = loadByKey(scope, Invoice, 'id');
    this.creditNote = loadByKey(scope, CreditNote, 'id', creditNotePolicy.see);
    const [order, policy] = [{ issuedAt: 'ASC', id: 'ASC' } as const, creditNotePolicy.see];
    this.creditNotesOf = loadManyByKey(scope, CreditNote, 'invoiceId', { order, policy });
  }
}
