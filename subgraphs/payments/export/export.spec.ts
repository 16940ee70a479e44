import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import type { FastifyInstance } from 'fastify';
import { ViewerSeal, viewerHeader } from '../../../kit/identity/signed-viewer';
import { Viewer } from '../../../kit/identity/viewer';
import { openPublicRoutes } from '../../../kit/subgraph/public-routes';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, grant, person } from '../../../kit/testing/viewers';
import { payments } from '..';
import { Ledger } from '../ledger/ledger';
import { feePosting } from '../ledger/transfer.posting';
import { orderFactory } from '../order/order.factory';
import { exports } from './exports';
import { rowsSql } from './rows.sql';
import { amountCell, batchesOf, csvStream, textCell } from './csv';

const house = subgraphTest(payments);
let app: FastifyInstance;
beforeAll(async () => {
  app = (await openPublicRoutes(house.subgraph))!;
});
afterAll(() => app.close());

const A = randomUUID();
const staff = (organisationId: string | null, organisations: readonly string[] = []): Viewer =>
  person(randomUUID(), { organisations, grants: [grant('staff', ['payments.read'], { organisationId })] });
const market = staff(null);

async function fetched(viewer: Viewer, path: string) {
  const signed = await new ViewerSeal(house.house.secrets, house.clock).sign(viewer);
  return app.inject({ url: `/payments/exports/${path}`, headers: { [viewerHeader]: signed } });
}

type Lines = Record<string, string>[];
const linesOf = (csv: string): Lines => parse(csv, { columns: true });
const lines = async (viewer: Viewer, path: string): Promise<Lines> => linesOf((await fetched(viewer, path)).body);

it.each([
  ['plain', 'plain'],
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['\rx', "'\rx"],
  ['＝1', "'＝1"],
  ['a=b', 'a=b'],
  [null, ''],
])('a cell with %j is %j: spreadsheets run nothing', (text, cell) => {
  expect(textCell(text)).toBe(cell);
});

it.each([
  [1299n, 'EUR', '12.99'],
  [-5n, 'EUR', '-0.05'],
  [1299n, 'JPY', '1299'],
  [1299n, 'KWD', '1.299'],
  ['0', 'EUR', '0.00'],
  [null, 'EUR', ''],
])('an amount of %s %s is %s', (minor, currency, cell) => {
  expect(amountCell(minor, currency)).toBe(cell);
});

it('quotes what CSV has to, and reads no batch before the last one was taken', async () => {
  const read: number[] = [];
  const rows = batchesOf<{ n: number }>(
    (last) => {
      const n = (last?.n ?? 0) + 1;
      read.push(n);
      return Promise.resolve(n > 50 ? [] : [{ n }]);
    },
    ({ n }) => [String(n), `line "${n}",\nnext`, 'x'.repeat(10_000)],
  );
  const csv = csvStream(['number', 'text', 'filling'], rows);
  const first = csv[Symbol.asyncIterator]();
  await first.next();
  await first.next();
  expect(read.length).toBeLessThan(10);
  let body = 'number,text,filling\r\n1,"line ""1"",\nnext",';
  for await (const chunk of { [Symbol.asyncIterator]: () => first }) body += chunk as string;
  expect(body).toContain('50,"line ""50"",\nnext",xxx');
  expect(read).toHaveLength(51);
});

describe('exports', () => {
  beforeAll(async () => {
    // Made at one moment: the id breaks ties between batches.
    await house.make(
      orderFactory,
      Array.from({ length: 1_203 }, (_, index) => ({ totalMinor: BigInt(index), currency: index % 3 ? 'EUR' : 'JPY' })),
    );
    house.clock.advance({ days: 1 });
    await house.make(orderFactory, [{ organisationId: A, place: { country: '=DE', isBusiness: false } as never }]);
    await house.as().transaction(async (tx) => {
      const at = house.clock.now();
      for (let index = 0; index < 3; index += 1)
        await tx.get(Ledger).post(feePosting({ id: `txn_${index}`, currency: 'EUR', minor: 35n, at }));
    });
  });

  it('have every row once, in order, also across batches', async () => {
    const all = await lines(market, 'orders.csv');
    expect(all).toHaveLength(1_203);
    expect(new Set(all.map(({ order }) => order)).size).toBe(1_203);
    expect(all.map(({ order }) => order)).toEqual(all.map(({ order }) => order!).toSorted());
    expect(all[10]).toMatchObject({ total: '0.10', currency: 'EUR', state: 'PENDING_PAYMENT', country: 'PT' });
  });

  it('go on where they were cut off', async () => {
    const all = await lines(market, 'orders.csv');
    const rest = await lines(market, `orders.csv?after=${all[1_100]!['order']}`);
    expect(rest).toEqual(all.slice(1_101));
  });

  const files = [...exports].flatMap(([name, file]) => [
    [name, 'the marketplace', file, {}] as const,
    ...(file.of === 'SELLER' ? [[name, 'an organisation', file, { organisationId: A }] as const] : []),
  ]);
  it.each(files)(
    '%s of %s are read by an index that has their order, from wherever',
    async (_name, _seller, file, narrowing) => {
      const last = { id: randomUUID(), position: house.clock.now().toISOString() };
      const { sql, values } = rowsSql(file, narrowing, last);
      const plan = await house.as().transaction(async (tx) => {
        // The tables are small: without these a sort of all rows would be cheaper.
        await tx.db.query(
          'SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off',
        );
        const steps = await tx.db.query<{ 'QUERY PLAN': string }[]>(`EXPLAIN ${sql}`, [...values]);
        return steps.map((step) => step['QUERY PLAN']).join('\n');
      });
      expect(plan).toMatch(new RegExp(`Index Cond: .*\\(ROW\\((row\\.)?${file.by}, (row\\.)?id\\) > ROW`));
      if (file.of === 'SELLER') expect(plan).toMatch(/Index Cond: .*organisation_id (IS NULL|=)/);
      expect(plan).not.toContain('Sort');
    },
  );

  it('are narrowed by time, currency and seller', async () => {
    const now = house.clock.now().toISOString();
    expect(await lines(market, `orders.csv?from=${now}`)).toEqual([]);
    expect(await lines(market, `orders.csv?until=${now}&currency=JPY`)).toHaveLength(401);
    expect(await lines(market, 'orders.csv?state=EXPIRED')).toEqual([]);
    expect(await lines(market, `orders.csv?state=PENDING_PAYMENT&until=${now}`)).toHaveLength(1_203);
    const [{ buyer } = {}] = await lines(market, 'orders.csv');
    expect(await lines(market, `orders.csv?buyerId=${buyer}`)).toMatchObject([{ buyer }]);
    expect(await lines(market, 'ledger.csv?account=provider:clearing')).toHaveLength(3);
    const ofA = await lines(staff(A, [A]), `orders.csv?organisationId=${A}`);
    expect(ofA).toMatchObject([{ organisation: A, country: "'=DE" }]);
  });

  it('of the ledger, payments, those for subscriptions, refunds and disputes, each with its columns', async () => {
    const entries = await lines(market, 'ledger.csv');
    expect(entries).toHaveLength(6);
    expect(entries[0]).toMatchObject({ cause: 'FEE', currency: 'EUR', order_line: '', available: '' });
    expect(entries.map(({ amount }) => Number(amount)).reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(0);
    for (const [name, column] of [
      ['payments', 'created'],
      ['subscription-payments', 'refunded'],
      ['refunds', 'created'],
      ['disputes', 'created'],
    ] as const) {
      const { statusCode, body, headers } = await fetched(market, `${name}.csv`);
      expect([statusCode, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
      expect(headers['content-disposition']).toBe(`attachment; filename=${name}-2026-03-03.csv`);
      expect(body.split('\r\n')[0]).toContain(column);
    }
  });

  it.each([
    'orders.csv?from=yesterday',
    'orders.csv?currency=eur',
    'orders.csv?organisationId=1',
    'orders.csv?where=1%3D1',
    'orders.csv?state=paid%27',
    'orders.csv?account=platform:revenue',
    'ledger.csv?state=PAID',
    `orders.csv?after=${randomUUID()}`,
    'orders.csv?from=2026-01-01T00:00:00Z&from=2026-01-01T00:00:00Z',
  ])('refuse %s', async (path) => {
    expect((await fetched(market, path)).statusCode).toBe(400);
  });

  it('existence: files are for the staff of the seller, and the ledger for the marketplace’s', async () => {
    const nowhere = await fetched(market, 'nothing.csv');
    expect(nowhere.statusCode).toBe(404);
    const refused: [Viewer, string][] = [
      [person(randomUUID()), 'orders.csv'],
      [staff(A, [A]), 'orders.csv'],
      [staff(A, [A]), 'ledger.csv'],
      [staff(A, [A]), `ledger.csv?organisationId=${A}`],
      [staff(A, []), `orders.csv?organisationId=${randomUUID()}`],
      [market, `orders.csv?organisationId=${A}`],
    ];
    for (const [viewer, path] of refused) {
      const { statusCode, body } = await fetched(viewer, path);
      expect([path, statusCode, body]).toEqual([path, 404, nowhere.body]);
    }
    expect((await fetched(Viewer.anonymous, 'orders.csv')).statusCode).toBe(401);
    const admin = administrator(randomUUID());
    expect(await lines(admin, `orders.csv?organisationId=${A}`)).toHaveLength(1);
  });
});
