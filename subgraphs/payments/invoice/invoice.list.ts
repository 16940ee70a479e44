import type { SelectQueryBuilder } from 'typeorm';
import { page, type List } from '../../../kit/database/page';
import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Page } from '../../../kit/graphql/connection';
import type { Viewer } from '../../../kit/identity/viewer';
import { onlyGranted } from '../../../kit/policy/granted';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { CreditNote } from './credit-note.entity';
import { Invoice } from './invoice.entity';
import type { InvoiceFilter, InvoicesArgs } from './invoice.input';
import type { TaxDocument } from './tax-document';

/** Lists of what the viewer may see: their own, and those of sellers whose payments they read. */
export class InvoiceLists {
  constructor(private readonly scope: Scope) {}

  /** The newest first. @throws UNAUTHENTICATED, BAD_CURSOR */
  invoices(args: InvoicesArgs): Promise<Page<Invoice>> {
    return this.list(args, invoiceList);
  }

  /** The newest first. @throws UNAUTHENTICATED, BAD_CURSOR */
  creditNotes(args: InvoicesArgs): Promise<Page<CreditNote>> {
    return this.list(args, (viewer, filter) => documentList('creditNotes', CreditNote, viewer, filter));
  }

  private list<T extends TaxDocument>(
    { filter, ...args }: InvoicesArgs,
    listOf: (viewer: Viewer, filter: InvoiceFilter) => List<T>,
  ): Promise<Page<T>> {
    const { viewer } = this.scope;
    if (viewer.claims.kind === 'anonymous') throw kitErrors.UNAUTHENTICATED();
    return page(this.scope, listOf(viewer, filter ?? {}), args);
  }
}

/** Invoices that the viewer may see, the newest first. */
export function invoiceList(viewer: Viewer, filter: InvoiceFilter): List<Invoice> {
  return documentList('invoices', Invoice, viewer, filter);
}

function documentList<T extends TaxDocument>(
  name: string,
  entity: new () => T,
  viewer: Viewer,
  filter: InvoiceFilter,
): List<T> {
  const permissions = ['payments.read', 'payments.manage'];
  return {
    name,
    entity,
    order: { by: 'issuedAt', direction: 'DESC' },
    where: (query) => {
      onlyGranted(query, viewer, { owner: 'user_id', permissions, type: entity.name });
      narrow(query, filter);
    },
  };
}

function narrow<T extends TaxDocument>(query: SelectQueryBuilder<T>, filter: InvoiceFilter): void {
  const { number, userId, orderId, subscriptionId, from, until } = filter;
  const ids = [userId, orderId, subscriptionId].filter((id) => id != null);
  if (!ids.every(isUuid)) query.andWhere('FALSE');
  else {
    if (userId != null) query.andWhere('row.user_id = :userId', { userId });
    if (orderId != null) query.andWhere('row.order_id = :orderId', { orderId });
    if (subscriptionId != null) query.andWhere('row.subscription_id = :subscriptionId', { subscriptionId });
  }
  if (number != null) query.andWhere('starts_with(row.number, :number)', { number });
  if (from != null) query.andWhere('row.issued_at >= :from', { from });
  if (until != null) query.andWhere('row.issued_at < :until', { until });
}
