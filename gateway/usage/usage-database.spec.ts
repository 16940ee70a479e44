import { cloneDatabase } from '../../kit/testing/test-database';
import { silentLog } from '../../kit/testing/silent-log';
import { UsageDatabase } from './usage-database';
import { usageMigrations } from './usage.migrations';

let url: string;
let drop: () => Promise<void>;
const opened: UsageDatabase[] = [];

beforeAll(async () => {
  ({ url, drop } = await cloneDatabase({ name: 'usage', entities: [], migrations: usageMigrations }));
});
afterAll(async () => {
  await Promise.all(opened.map((usage) => usage.close()));
  await drop();
});

async function open(): Promise<UsageDatabase> {
  const usage = await UsageDatabase.open({ url, log: silentLog });
  opened.push(usage);
  return usage;
}

const use = (coordinate: string, client: string, day: string, count: number, version = '') => ({
  coordinate,
  client,
  version,
  day,
  count,
});

it('two gateways add to the same rows, in whatever order they name them', async () => {
  const [one, other] = await Promise.all([open(), open()]);
  expect(await one.firstDay()).toBeNull();
  const rows = Array.from({ length: 200 }, (_, index) => use(`Type.field${index}`, 'web', '2026-03-02', 1));
  const writes = Array.from({ length: 10 }, (_, time) =>
    Promise.all([one.add(rows), other.add(time % 2 === 0 ? rows : rows.toReversed())]),
  );
  await Promise.all(writes);
  const used = await other.used({ since: '2026-03-02' });
  expect(used).toHaveLength(200);
  expect(new Set(used.map(({ count }) => count))).toEqual(new Set([20]));
});

it('answers by day and by client, versions added up', async () => {
  const usage = await open();
  await usage.add([
    use('Query.me', 'shop', '2026-03-01', 1, '1'),
    use('Query.me', 'shop', '2026-03-03', 2, '1'),
    use('Query.me', 'shop', '2026-03-03', 4, '2'),
    use('Query.node', 'shop', '2026-03-03', 9),
    use('Query.me', 'app', '2026-03-03', 8),
  ]);
  expect(await usage.used({ since: '2026-03-03', client: 'shop' })).toEqual([
    { coordinate: 'Query.node', count: 9 },
    { coordinate: 'Query.me', count: 6 },
  ]);
  expect(await usage.used({ since: '2026-03-03' })).toContainEqual({ coordinate: 'Query.me', count: 14 });
  expect(await usage.used({ since: '2026-03-04' })).toEqual([]);
  expect(await usage.firstDay()).toBe('2026-03-01');
});

it('forgets what is older than anybody asks for', async () => {
  const usage = await open();
  await usage.add([use('Query.old', 'old', '2020-01-01', 1)]);
  expect(await usage.firstDay()).toBe('2020-01-01');
  await usage.add([use('Query.me', 'shop', '2026-03-05', 1)]);
  expect(await usage.firstDay()).toBe('2026-03-01');
});
