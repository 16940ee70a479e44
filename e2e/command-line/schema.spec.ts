import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageDatabase } from '../../gateway/usage/usage-database';
import { ensureDatabase } from '../../kit/subgraph/house';
import { ownPostgres } from '../../kit/testing/own-postgres';
import { silentLog } from '../../kit/testing/silent-log';
import { run, type Ended } from '../harness/command';

const folder = mkdtempSync(join(tmpdir(), 'lyceum-schema-'));
chmodSync(folder, 0o755);
const postgres = ownPostgres(join(folder, 'postgres'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const schema = (...args: string[]): Promise<Ended> =>
  run(['schema', ...args], { LYCEUM_DATA: join(folder, 'data'), LOG_LEVEL: 'warn', DATABASE_URL: postgres.url });

/** The day so many days before today, YYYY-MM-DD. */
const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

/** The lines that it prints; again where meanwhile another day has begun. */
async function lines(...args: string[]): Promise<string[]> {
  const today = day(0);
  const { output } = await schema(...args);
  return day(0) === today ? output.split('\n') : lines(...args);
}

it('lists the fields that nobody asks for, and what a client asks for', async () => {
  expect(await schema('unused')).toMatchObject({
    code: 0,
    output: expect.stringContaining('Nothing has been counted'),
  });

  const usage = await UsageDatabase.open({ url: await ensureDatabase(postgres.url, 'gateway'), log: silentLog });
  const uses: [string, string, number, number][] = [
    ['Query.courses', 'web', 0, 5],
    ['Course.title', 'web', 0, 7],
    ['Course.title', 'app', 3, 2],
    ['Course.subtitle', 'app', 60, 1],
  ];
  const first = day(60);
  await usage.add(
    uses.map(([coordinate, client, ago, count]) => ({ coordinate, client, version: '1', day: day(ago), count })),
  );
  await usage.close();

  const unused = await lines('unused');
  expect(unused).toEqual(expect.arrayContaining(['Course.subtitle', 'Query.me']));
  expect(unused).not.toContain('Course.title');
  expect(unused.at(-2)).toMatch(new RegExp(`^\\d+ of \\d+ fields were not asked for since ${day(29)}\\.$`));
  expect(await lines('unused', '--days', '90')).not.toContain('Course.subtitle');
  expect(await lines('unused', '--client', 'app')).toContain('Query.courses');

  expect(await lines('used', '--client', 'web')).toEqual([
    'Course.title\t7',
    'Query.courses\t5',
    `2 fields were asked for by web since ${day(29)}.`,
    '',
  ]);
  expect(await lines('used', '--days', '90')).toEqual([
    'Course.title\t9',
    'Query.courses\t5',
    'Course.subtitle\t1',
    `3 fields were asked for since ${day(89)}.`,
    `Nothing was counted before ${first}.`,
    '',
  ]);
}, 900_000);

it.each([
  ['what is no number of days', ['unused', '--days', 'many'], 'It must be a number'],
  ['a supergraph that is none', ['unused', '--supergraph-sdl', __filename], 'cannot be used'],
])('%s is said without a stack', async (_, args, reason) => {
  const { code, output } = await schema(...args);
  expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining(reason) });
  expect(output).not.toMatch(/^\s+at /m);
});
