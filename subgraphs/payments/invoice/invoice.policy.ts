import type { Viewer } from '../../../kit/identity/viewer';
import { definePolicy } from '../../../kit/policy/policy';
import { within } from '../../../kit/policy/tenant';
import { isPaymentStaff } from '../order/order.policy';
import { CreditNote } from './credit-note.entity';
import { Invoice } from './invoice.entity';
import type { TaxDocument } from './tax-document';

/** Its buyer, and the staff of its seller who read or manage payments. */
const maySee = (viewer: Viewer, document: TaxDocument): boolean =>
  viewer.is(document.userId) || isPaymentStaff(viewer, within(document));

export const invoicePolicy = definePolicy(Invoice, {
  see: (viewer) => (invoice) => maySee(viewer, invoice),
  manage: (viewer) => (invoice) => viewer.may('payments.manage', within(invoice)),
});
export const creditNotePolicy = definePolicy(CreditNote, { see: (viewer) => (note) => maySee(viewer, note) });
