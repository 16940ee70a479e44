import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { ListSize, type Page } from '../../../kit/graphql/connection';
import { Url } from '../../../kit/graphql/scalars';
import type { Scope } from '../../../kit/scope/scope';
import { Order } from '../order/order.entity';
import { OrderLoaders } from '../order/order.loaders';
import { CreditNote } from './credit-note.entity';
import { Invoice } from './invoice.entity';
import { CreditNoteConnection, InvoiceConnection, InvoicesArgs } from './invoice.input';
import { InvoiceLists } from './invoice.list';
import { InvoiceLoaders } from './invoice.loaders';
import { pdfUrl } from './invoice.route';

const fetchIt = 'Where it is fetched as PDF, by who may see it: send the access token.';

@Resolver(() => Invoice)
export class InvoiceResolver {
  @Query(() => Invoice, {
    nullable: true,
    description: 'One invoice: your own, or of a seller whose payments you read; else null.',
  })
  @Directive('@authenticated')
  invoice(@Ctx() scope: Scope, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Invoice | null> {
    return scope.get(InvoiceLoaders).visible.load(id);
  }

  @Query(() => InvoiceConnection, { description: 'The invoices that you may see, the newest first.' })
  @ListSize()
  @Directive('@authenticated')
  invoices(@Ctx() scope: Scope, @Args(() => InvoicesArgs) args: InvoicesArgs): Promise<Page<Invoice>> {
    return scope.get(InvoiceLists).invoices(args);
  }

  @FieldResolver(() => Url, { description: fetchIt })
  pdfUrl(@Ctx() scope: Scope, @Root() { id }: Invoice): string {
    return pdfUrl(scope.config.PUBLIC_URL, id);
  }

  @FieldResolver(() => Order, { nullable: true, description: 'The order; null on the invoice of a subscription.' })
  async order(@Ctx() scope: Scope, @Root() { orderId }: Invoice): Promise<Order | null> {
    return orderId === null ? null : scope.get(OrderLoaders).visible.load(orderId);
  }

  @FieldResolver(() => [CreditNote], { description: 'What was taken back of it, in order.' })
  creditNotes(@Ctx() scope: Scope, @Root() { id }: Invoice): Promise<CreditNote[]> {
    return scope.get(InvoiceLoaders).creditNotesOf.load(id);
  }
}

@Resolver(() => CreditNote)
export class CreditNoteResolver {
  @Query(() => CreditNote, {
    nullable: true,
    description: 'One credit note: your own, or of a seller whose payments you read; else null.',
  })
  @Directive('@authenticated')
  creditNote(
    @Ctx() scope: Scope,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<CreditNote | null> {
    return scope.get(InvoiceLoaders).creditNote.load(id);
  }

  @Query(() => CreditNoteConnection, { description: 'The credit notes that you may see, the newest first.' })
  @ListSize()
  @Directive('@authenticated')
  creditNotes(@Ctx() scope: Scope, @Args(() => InvoicesArgs) args: InvoicesArgs): Promise<Page<CreditNote>> {
    return scope.get(InvoiceLists).creditNotes(args);
  }

  @FieldResolver(() => Url, { description: fetchIt })
  pdfUrl(@Ctx() scope: Scope, @Root() { id }: CreditNote): string {
    return pdfUrl(scope.config.PUBLIC_URL, id);
  }

  @FieldResolver(() => Invoice, { nullable: true, description: 'The invoice that it takes back from.' })
  invoice(@Ctx() scope: Scope, @Root() { invoiceId }: CreditNote): Promise<Invoice | null> {
    return scope.get(InvoiceLoaders).visible.load(invoiceId);
  }
}

@Resolver(() => Order)
export class OrderInvoiceResolver {
  @FieldResolver(() => Invoice, { nullable: true, description: 'Its invoice; null until it is paid.' })
  invoice(@Ctx() scope: Scope, @Root() { id }: Order): Promise<Invoice | null> {
    return scope.get(InvoiceLoaders).ofOrder.load(id);
  }
}
