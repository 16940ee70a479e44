import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { step } from '../../cli/progress';
import { Secrets } from '../../kit/config/secrets';
import { ViewerSeal, viewerHeader } from '../../kit/identity/signed-viewer';
import { Viewer } from '../../kit/identity/viewer';
import { systemClock } from '../../kit/scope/clock';
import { beginChild } from '../measure/child';
import { peakMemory } from '../measure/peak-memory';
import { cpuTime } from '../measure/processes';
import { table, type Report } from '../measure/report';
import { load, type MoneyWorld } from './world';

interface Fetched {
  readonly lines: number;
  readonly bytes: number;
  readonly hash: string;
}

/** Orders as a CSV file, and the memory of who serves them. */
export async function exports(world: MoneyWorld, rows: number): Promise<Report> {
  const { settings, superuser } = world;
  const number = (value: number): string => value.toLocaleString('en');
  await step(`${number(rows)} orders`, () =>
    load(superuser, 'customer_order', () => superuser.query(ORDERS, [rows]).then(() => undefined)),
  );
  const until = new Date(Date.UTC(2026, 0, 1) + 10_000 * 1_000).toISOString();
  const own = await beginChild(join(__dirname, 'serve-payments.js'), { settings });
  const bare = await beginChild(join(__dirname, 'bare-export.js'), { url: settings['DATABASE_URL'] });
  const { port } = own.answer as { port: number };
  const { port: barePort } = bare.answer as { port: number };
  const seal = new ViewerSeal(new Secrets(settings['LYCEUM_SECRET']!), systemClock);
  const path = '/payments/exports/orders.csv';
  const peers = [
    { name: 'Lyceum', pid: own.child.pid!, url: `http://127.0.0.1:${port}${path}`, ownHeaders: true },
    {
      name: 'bare pg, all rows in one answer',
      pid: bare.child.pid!,
      url: `http://127.0.0.1:${barePort}/`,
      ownHeaders: false,
    },
  ];
  const lines: string[][] = [];
  for (const { name, pid, url, ownHeaders } of peers)
    for (const [what, query] of [
      ['10,000 rows', `?until=${until}`],
      ['10,000 rows', `?until=${until}`],
      [`${number(rows)} rows`, ''],
    ] as const) {
      const headers: Record<string, string> = ownHeaders ? { [viewerHeader]: await seal.sign(Viewer.system) } : {};
      const [cpu, begun] = [cpuTime([pid]), performance.now()];
      const { result, before, peak } = await step(`${name}: ${what}`, () =>
        peakMemory([pid], () => fetched(`${url}${query}`, headers)),
      );
      const seconds = (performance.now() - begun) / 1_000;
      const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);
      lines.push([
        `${name}: ${what}`,
        number(result.lines - 1),
        megabytes(result.bytes),
        seconds.toFixed(1),
        number(Math.round((result.lines - 1) / seconds)),
        ((cpuTime([pid]) - cpu) / 1_000).toFixed(1),
        megabytes(before[0]!),
        megabytes(peak[0]!),
      ]);
    }
  for (const { child } of [own, bare]) child.disconnect();
  return {
    title: 'Exports as CSV',
    notes: [
      `\`GET ${path}\` of payments in a process of its own, over HTTP, read as fast as it comes; PostgreSQL and the reader share the machine. The first line warms up.`,
      'Memory is that of the serving process (VmRSS), before and at its highest, looked at every 20 ms; nothing asks for a garbage collection.',
      'The peer reads the same columns by one statement of the bare driver and stringifies them with the same library: as fast as can be, as long as memory lasts.',
    ],
    sections: [
      table(['file', 'rows', 'MB', 'seconds', 'rows/s', 'CPU, s', 'memory before, MB', 'at its highest, MB'], lines),
    ],
  };
}

async function fetched(url: string, headers: Record<string, string>): Promise<Fetched> {
  const answer = await fetch(url, { headers });
  if (!answer.ok || !answer.body) throw new Error(`${url} answers ${answer.status}: ${await answer.text()}`);
  const hash = createHash('sha256');
  let [lines, bytes] = [0, 0];
  for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    for (const byte of chunk) if (byte === 10) lines += 1;
    hash.update(chunk);
  }
  return { lines, bytes, hash: hash.digest('hex') };
}

/** One each second, of the marketplace. */
const ORDERS = `
  INSERT INTO customer_order (id, user_id, organisation_id, state, currency, list_minor, discount_minor, tax_minor, total_minor, place,
    receipt_email, way, expires_at, paid_at, version, created_at, updated_at)
  SELECT uuidv7(), uuidv7(), NULL, 'FULFILLED', 'EUR', 4900, 0, 782, 4900,
         '{"country": "DE", "region": null, "vatId": null, "isBusiness": false}', 'buyer@example.test', '{"kind": "CLIENT"}', NULL, at, 1, at, at
    FROM (SELECT timestamptz '2026-01-01T00:00:00Z' + number * interval '1 second' AS at FROM generate_series(0, $1::int - 1) AS number) made`;
