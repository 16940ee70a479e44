import { ManualTimers } from '../../kit/testing/manual-timers';
import { silentLog } from '../../kit/testing/silent-log';
import { until } from '../../kit/testing/until';
import { RegisteredDocument } from './document.entity';
import { StoredRegistry } from './registry';

/** A database whose content is a test's. */
class Rows {
  rows: RegisteredDocument[] = [];
  changes = 0;
  isDown = false;
  asked = 0;
  isClosed = false;

  add(name: string, version: number, state: RegisteredDocument['state'] = 'ACTIVE'): void {
    this.rows.push(Object.assign(new RegisteredDocument(), { id: `${name}-${version}`, name, version, state }));
    this.rows.sort((one, other) => other.version - one.version);
    this.changes += 1;
  }

  revision(): Promise<string> {
    this.asked += 1;
    return this.isDown ? Promise.reject(new Error('down')) : Promise.resolve(String(this.changes));
  }

  all(): Promise<RegisteredDocument[]> {
    return Promise.resolve([...this.rows]);
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }
}

const database = new Rows();
const timers = new ManualTimers();
const order: string[] = [];
const uses = { ran: () => undefined, close: () => Promise.resolve(void order.push(`uses, ${database.isClosed}`)) };
const open = () => StoredRegistry.open({ database, uses, timers, log: silentLog, interval: 1_000 });

/** The next look at the database, to its end. */
async function poll(): Promise<void> {
  const before = database.asked;
  timers.advance(1_000);
  await until(() => database.asked > before);
  await new Promise((resolve) => setImmediate(resolve));
}

it('knows what others register, keeps it while the database is away, and hears again afterwards', async () => {
  database.add('Hello', 1);
  const registry = await open();
  expect(registry.byName('Hello')?.version).toBe(1);
  database.add('Hello', 2);
  expect(registry.byName('Hello')?.version).toBe(1);
  await poll();
  expect(registry.byName('Hello')?.version).toBe(2);
  expect(registry.byId('Hello-1')?.version).toBe(1);

  database.isDown = true;
  await poll();
  expect(registry.byName('Hello')?.version).toBe(2);
  database.isDown = false;
  database.add('Hello', 3, 'RETIRED');
  await poll();
  // The latest that runs; what is retired is found by its id, to be refused.
  expect(registry.byName('Hello')?.version).toBe(2);
  expect(registry.byId('Hello-3')?.state).toBe('RETIRED');
  expect(registry.latest()).toHaveLength(1);

  await registry.close();
  expect(database.isClosed).toBe(true);
  // What was counted still found its database open.
  expect(order).toEqual(['uses, false']);
  const { asked } = database;
  timers.advance(5_000);
  expect(database.asked).toBe(asked);
});

it('a name of which all versions are retired leads to the latest', async () => {
  const rows = new Rows();
  rows.add('Gone', 1, 'RETIRED');
  rows.add('Gone', 2, 'RETIRED');
  const registry = await StoredRegistry.open({ database: rows, uses, timers, log: silentLog, interval: 1_000 });
  expect(registry.byName('Gone')?.version).toBe(2);
  expect(registry.byName('constructor')).toBeUndefined();
});
