import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { kitErrors } from '../../../kit/errors/kit-errors';
import { Viewer } from '../../../kit/identity/viewer';
import { sendObject } from '../../../kit/objects/send-object';
import { scopeOf } from '../../../kit/subgraph/public-routes';
import { InvoiceLoaders } from './invoice.loaders';
import { InvoicePdf } from './invoice.pdf';

type Asked = FastifyRequest<{ Params: { readonly file: string } }>;

const shape = /^([0-9a-f-]{36})\.pdf$/;

/** `/payments/invoices/<id>.pdf`, of an invoice or a credit note. What somebody may not see is not there. */
export function useInvoices(app: FastifyInstance): void {
  app.route<{ Params: Asked['params'] }>({ method: ['GET', 'HEAD'], url: '/invoices/:file', handler: send });
}

async function send(request: Asked, reply: FastifyReply): Promise<FastifyReply> {
  const scope = scopeOf(request);
  const id = shape.exec(request.params.file)?.[1];
  const loaders = scope.get(InvoiceLoaders);
  const document = id ? ((await loaders.visible.load(id)) ?? (await loaders.creditNote.load(id))) : null;
  if (!document) throw kitErrors.NOT_FOUND({ thing: 'invoice' });
  const house = scope.as(Viewer.system);
  return sendObject(request, reply, house.objects, await house.get(InvoicePdf).of(document));
}

/** Where a document is fetched. */
export function pdfUrl(publicUrl: string, id: string): string {
  return new URL(`/payments/invoices/${id}.pdf`, publicUrl).toString();
}
