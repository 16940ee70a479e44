import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { kitErrors } from '../../../kit/errors/kit-errors';
import { Viewer } from '../../../kit/identity/viewer';
import { sendObject } from '../../../kit/objects/send-object';
import type { Scope } from '../../../kit/scope/scope';
import { scopeOf } from '../../../kit/subgraph/public-routes';
import { amountCell, batchesOf, csvStream, textCell, timeCell } from '../export/csv';
import { sendCsv } from '../export/send-csv';
import type { PayoutRun } from './payout-run.entity';
import { Payout } from './payout.entity';
import { PayoutLoaders } from './payout.loaders';
import { Statements } from './statement';
import { StatementPdf } from './statement.pdf';

type Asked = FastifyRequest<{ Params: { readonly file: string } }>;

const shape = /^([0-9a-f-]{36})\.(pdf|csv)$/;

/** Statements, of a payout and of a whole run, as PDF and CSV. What somebody may not see is not there. */
export function useStatements(app: FastifyInstance): void {
  app.get<{ Params: Asked['params'] }>('/payouts/:file', (request, reply) =>
    send(request, reply, (scope, id) => scope.get(PayoutLoaders).visible.load(id), {
      pdf: (house, payout) => house.get(StatementPdf).ofPayout(payout),
      csv: (house, payout) => sendCsv(reply, `payout-${payout.id}.csv`, payoutCsv(house, payout)),
    }),
  );
  app.get<{ Params: Asked['params'] }>('/payout-runs/:file', (request, reply) =>
    send(request, reply, (scope, id) => scope.get(PayoutLoaders).run.load(id), {
      pdf: (house, run) => house.get(StatementPdf).ofRun(run),
      csv: (house, run) => sendCsv(reply, `payouts-${run.id}.csv`, runCsv(house, run)),
    }),
  );
}

/** Where a statement is fetched. */
export function statementUrl(publicUrl: string, path: string): string {
  return new URL(`/payments/${path}`, publicUrl).toString();
}

async function send<T>(
  request: Asked,
  reply: FastifyReply,
  find: (scope: Scope, id: string) => Promise<T | null>,
  as: { pdf: (house: Scope, found: T) => Promise<string>; csv: (house: Scope, found: T) => FastifyReply },
): Promise<FastifyReply> {
  const scope = scopeOf(request);
  const [, id, type] = shape.exec(request.params.file) ?? [];
  const found = id ? await find(scope, id) : null;
  if (!found) throw kitErrors.NOT_FOUND({ thing: 'statement' });
  const house = scope.as(Viewer.system);
  if (type === 'csv') return as.csv(house, found);
  return sendObject(request, reply, house.objects, await as.pdf(house, found));
}

const entryColumns = ['time', 'kind', 'course', 'order_line', 'amount', 'currency'];

function payoutCsv(house: Scope, payout: Payout): ReturnType<typeof csvStream> {
  const { currency } = payout;
  const entries = house
    .get(Statements)
    .entries(payout, ({ at, kind, title, lineId, minor }) => [
      timeCell(at),
      kind,
      textCell(title),
      lineId ?? '',
      amountCell(minor, currency),
      currency,
    ]);
  return csvStream(entryColumns, entries);
}

const payoutColumns = ['payout', 'person', 'account', 'state', 'amount', 'currency', 'transfer', 'failure', 'settled'];

function runCsv(house: Scope, run: PayoutRun): ReturnType<typeof csvStream> {
  const rows = batchesOf<Payout>(
    (last) =>
      house.db
        .createQueryBuilder(Payout, 'row')
        .where('row.run_id = :runId AND row.id > :after', {
          runId: run.id,
          after: last?.id ?? '00000000-0000-0000-0000-000000000000',
        })
        .orderBy('row.id')
        .limit(1_000)
        .getMany(),
    (payout) => [
      payout.id,
      payout.userId,
      payout.account,
      payout.state,
      amountCell(payout.minor, payout.currency),
      payout.currency,
      payout.transferId ?? '',
      payout.failure ?? '',
      timeCell(payout.settledAt),
    ],
  );
  return csvStream(payoutColumns, rows);
}
