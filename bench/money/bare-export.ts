import Fastify from 'fastify';
import { stringify } from 'csv-stringify/sync';
import type { AddressInfo } from 'node:net';
import { Client } from 'pg';
import { finish } from '../measure/finish';

const ALL = `
  SELECT id, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS created,
         to_char(paid_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS paid, state, user_id, organisation_id,
         place->>'country' AS country, place->>'vatId' AS vat_id,
         (SELECT count(*)::text FROM order_line WHERE order_id = row.id) AS lines, currency,
         list_minor / 100.0, discount_minor / 100.0, tax_minor / 100.0, total_minor / 100.0
    FROM customer_order row WHERE created_at < $1 ORDER BY created_at, id`;

/** The same file by the bare driver: everything is read, then everything is written. */
async function main(): Promise<void> {
  const { url } = JSON.parse(process.argv[2]!) as { url: string };
  const at = new URL(url);
  at.pathname = '/lyceum_payments';
  const client = new Client({ connectionString: at.toString() });
  await client.connect();
  await client.query(`SELECT set_config('lyceum.tenants', '*', false)`);
  const app = Fastify();
  app.get<{ Querystring: { until?: string } }>('/', async ({ query: { until = '9999-01-01T00:00:00Z' } }, reply) => {
    const { rows, fields } = await client.query<unknown[]>({ text: ALL, values: [until], rowMode: 'array' });
    return reply.type('text/csv').send(stringify([fields.map(({ name }) => name), ...rows]));
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  process.send!({ port: (app.server.address() as AddressInfo).port });
  await new Promise((resolve) => process.once('disconnect', resolve));
}

finish(main());
