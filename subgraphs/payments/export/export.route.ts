import type { FastifyInstance, FastifyRequest } from 'fastify';
import { kitErrors } from '../../../kit/errors/kit-errors';
import { dayOf } from '../../../kit/scope/clock';
import { scopeOf } from '../../../kit/subgraph/public-routes';
import { Exports } from './export.service';
import { sendCsv } from './send-csv';

type Asked = FastifyRequest<{ Params: { readonly file: string } }>;

/** `/payments/exports/{orders,payments,subscription-payments,refunds,disputes,ledger}.csv`, narrowed as `narrowed` in rows.sql.ts says. */
export function useExports(app: FastifyInstance): void {
  app.get<{ Params: Asked['params'] }>('/exports/:file', async (request, reply) => {
    const [, name] = /^([a-z-]+)\.csv$/.exec(request.params.file) ?? [];
    if (!name) throw kitErrors.NOT_FOUND({ thing: 'export' });
    const scope = scopeOf(request);
    const csv = await scope.get(Exports).csv(name, request.query);
    return sendCsv(reply, `${name}-${dayOf(scope.clock.now())}.csv`, csv);
  });
}
