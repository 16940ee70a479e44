import { cloneDatabase } from '../../kit/testing/test-database';
import { ManualTimers } from '../../kit/testing/manual-timers';
import { silentLog } from '../../kit/testing/silent-log';
import { until } from '../../kit/testing/until';
import { ManualClock } from '../../kit/scope/clock';
import { RegisteredDocument } from './document.entity';
import { documentId } from './manifest';
import { RegistryDatabase } from './registry-database';
import { registryMigrations } from './registry.migrations';
import { UseCounts } from './use-counts';

const clock = new ManualClock(new Date('2026-03-02T23:59:00Z'));
const body = 'query Hello { hello }';
const hello = documentId(body);
const run = { key: 'one', document: hello, hasErrors: false, cost: 2.5 };

let database: RegistryDatabase;
let drop: () => Promise<void>;
beforeEach(async () => {
  const definition = { name: 'gateway', entities: [RegisteredDocument], migrations: registryMigrations };
  const clone = await cloneDatabase(definition);
  drop = clone.drop;
  database = await RegistryDatabase.open({ url: clone.url, clock, log: silentLog });
});
afterEach(async () => {
  await database.close();
  await drop();
});

/** The way to the database, as bad as a test wants it. */
class Line {
  isCut = false;
  /** What is sent arrives, and the answer does not. */
  isDeaf = false;
  sent = 0;

  addUses: RegistryDatabase['addUses'] = async (batch) => {
    this.sent += 1;
    if (this.isCut) throw new Error('The line is cut.');
    await database.addUses(batch);
    if (this.isDeaf) throw new Error('The connection was lost.');
  };
}

function counting(most?: number) {
  const [line, timers] = [new Line(), new ManualTimers()];
  const options = { database: line, clock, timers, log: silentLog, interval: 1_000 };
  const counts = new UseCounts(most === undefined ? options : { ...options, most });
  return { line, timers, counts };
}

const uses = async () =>
  (await database.usesSince('2026-01-01')).map(
    ({ day, key, document, runs, errors, cost }) => [day, key, document, runs, errors, cost] as const,
  );
const twice = [['2026-03-02', 'one', hello, 2, 1, 5]];

it('adds up runs, errors and cost of a day, a key and a document, and writes them after a while', async () => {
  const { counts, timers, line } = counting();
  counts.ran(run);
  counts.ran({ ...run, hasErrors: true });
  counts.ran({ ...run, key: 'two' });
  expect(line.sent).toBe(0);
  timers.advance(1_000);
  await counts.write();
  expect(line.sent).toBe(1);
  expect(await uses()).toEqual([...twice, ['2026-03-02', 'two', hello, 1, 0, 2.5]]);
  // Nobody runs anything, so nothing is written.
  await new Promise((resolve) => setImmediate(resolve));
  expect(timers.pending).toBe(0);
  await counts.close();
  expect(line.sent).toBe(1);
});

it('a new day of UTC has rows of its own, and says under which name the document is registered', async () => {
  await database.publish('tests', [{ id: hello, name: 'Hello', kind: 'query', body }]);
  const { counts } = counting();
  counts.ran(run);
  clock.advance({ minutes: 2 });
  counts.ran(run);
  await counts.close();
  clock.advance({ minutes: -2 });
  expect((await uses()).map(([day]) => day)).toEqual(['2026-03-03', '2026-03-02']);
  expect(await database.usesSince('2026-03-03')).toMatchObject([{ name: 'Hello', version: 1, runs: 1 }]);
});

it('keeps what the database does not take, and tries again', async () => {
  const { counts, line, timers } = counting();
  line.isCut = true;
  counts.ran(run);
  timers.advance(1_000);
  await until(() => line.sent === 1 && timers.pending === 1);
  counts.ran({ ...run, hasErrors: true });
  timers.advance(1_000);
  await until(() => line.sent === 2 && timers.pending === 1);
  expect(await uses()).toEqual([]);
  line.isCut = false;
  timers.advance(1_000);
  await counts.write();
  expect(await uses()).toEqual(twice);
  // The first batch again, and what came since.
  expect(line.sent).toBe(4);
});

it('counts nothing twice that the database took without saying so', async () => {
  const { counts, line } = counting();
  line.isDeaf = true;
  counts.ran(run);
  await expect(counts.write()).rejects.toThrow('lost');
  counts.ran({ ...run, hasErrors: true });
  await expect(counts.write()).rejects.toThrow('lost');
  line.isDeaf = false;
  await counts.close();
  expect(await uses()).toEqual(twice);
});

it('writes that overlap send each batch once', async () => {
  const { counts, line } = counting();
  counts.ran(run);
  const first = counts.write();
  counts.ran({ ...run, hasErrors: true });
  await Promise.all([first, counts.write(), counts.write()]);
  expect(await uses()).toEqual(twice);
  expect(line.sent).toBeLessThanOrEqual(2);
});

it('two gateways add to the same rows, at the same time and in any order', async () => {
  const gateways = [counting().counts, counting().counts];
  const keys = Array.from({ length: 200 }, (_, index) => `key ${index}`);
  for (let round = 0; round < 5; round += 1) {
    for (const key of keys) gateways[0]!.ran({ ...run, key });
    for (const key of keys.toReversed()) gateways[1]!.ran({ ...run, key });
    await Promise.all(gateways.map((counts) => counts.write()));
  }
  const all = await uses();
  expect(all).toHaveLength(200);
  expect(new Set(all.map(([, , , runs]) => runs))).toEqual(new Set([10]));
});

it('keeps no more apart than it may; the rest of a batch is not lost with it', async () => {
  const { counts } = counting(2);
  for (const key of ['one', 'two', 'three', 'one']) counts.ran({ ...run, key });
  await counts.write();
  counts.ran({ ...run, key: 'three' });
  await counts.close();
  expect((await uses()).map(([, key, , runs]) => [key, runs])).toEqual([
    ['one', 2],
    ['three', 1],
    ['two', 1],
  ]);
});

it('closing ends, also without the database', async () => {
  const { counts, line, timers } = counting();
  line.isCut = true;
  counts.ran(run);
  await counts.close();
  expect([line.sent, timers.pending, await uses()]).toEqual([1, 0, []]);
});
