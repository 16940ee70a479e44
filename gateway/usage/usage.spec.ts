import { buildSchema, getOperationAST, parse } from 'graphql';
import { Registry } from 'prom-client';
import { ManualClock } from '../../kit/scope/clock';
import { ManualTimers } from '../../kit/testing/manual-timers';
import { silentLog } from '../../kit/testing/silent-log';
import { until } from '../../kit/testing/until';
import { usageMetrics } from '../metrics/usage-metrics';
import { clientIn, unknownClient } from './client-name';
import { fieldsOf } from './fields-of';
import { unusedFields } from './unused-fields';
import { Usage } from './usage';
import { UsageCounts, type FieldUse, type UsedOperation } from './usage-counts';

const schema = buildSchema(`
  type Query { me: User node(id: ID!): Node found: [Found!]! }
  interface Node { id: ID! }
  type User implements Node { id: ID! name: String friends: [User!]! old: Int @deprecated }
  type Course implements Node { id: ID! title: String }
  union Found = User | Course
`);
const web = { name: 'web', version: '1' };

function operationOf(text: string, operationName: string | null = null): UsedOperation {
  const document = parse(text);
  return { document, operation: getOperationAST(document, operationName)!, documentHash: text, operationName };
}

describe('the fields of an operation', () => {
  const fields = (text: string, name: string | null = null) => {
    const { document, operation } = operationOf(text, name);
    return fieldsOf(schema, document, operation).toSorted();
  };

  it('are those that it names, aliases and introspection apart', () => {
    expect(fields('{ a: me { name } b: me { __typename id } __schema { types { name } } }')).toEqual([
      'Query.me',
      'User.id',
      'User.name',
    ]);
  });

  it('belong to the type that they are written for', () => {
    expect(fields('{ node(id: 1) { id ... on Course { title } } found { ... on User { name } } }')).toEqual([
      'Course.title',
      'Node.id',
      'Query.found',
      'Query.node',
      'User.name',
    ]);
  });

  it('come through fragments, each once, and only those of the operation that runs', () => {
    const text = `
      query One { me { ...A ...A } }
      query Other { node(id: 1) { id } }
      fragment A on User { name friends { ...B } }
      fragment B on User { id }
    `;
    expect(fields(text, 'One')).toEqual(['Query.me', 'User.friends', 'User.id', 'User.name']);
    expect(fields(text, 'Other')).toEqual(['Node.id', 'Query.node']);
  });
});

describe('a client', () => {
  it.each([
    [
      { 'apollographql-client-name': 'web', 'apollographql-client-version': '1.2' },
      { name: 'web', version: '1.2' },
    ],
    [{ 'apollographql-client-name': 'web' }, { name: 'web', version: '' }],
    [
      { 'apollographql-client-name': 'web', 'apollographql-client-version': 'x'.repeat(101) },
      { name: 'web', version: '' },
    ],
    [{}, unknownClient],
    [{ 'apollographql-client-name': '' }, unknownClient],
    [{ 'apollographql-client-name': 'a\0b' }, unknownClient],
    [{ 'apollographql-client-name': 'x'.repeat(101) }, unknownClient],
    [{ 'apollographql-client-name': ['web', 'app'] }, unknownClient],
  ])('is read of %j', (given, client) => {
    expect(clientIn(given)).toEqual(client);
  });
});

describe('counts', () => {
  const limits = { clients: 2, documents: 3, waiting: 10 };
  const open = (given: Partial<typeof limits> = {}, clock = new ManualClock()) =>
    new UsageCounts(clock, { ...limits, ...given });

  it('are by field, client, version and day', () => {
    const clock = new ManualClock(new Date('2026-03-02T23:00:00Z'));
    const counts = open({}, clock);
    const me = operationOf('{ me { name } }');
    for (const client of [web, web, { name: 'app', version: '' }]) counts.note(schema, me, client);
    const day = '2026-03-02';
    expect(counts.take()).toEqual([
      { coordinate: 'Query.me', client: 'web', version: '1', day, count: 2 },
      { coordinate: 'User.name', client: 'web', version: '1', day, count: 2 },
      { coordinate: 'Query.me', client: 'app', version: '', day, count: 1 },
      { coordinate: 'User.name', client: 'app', version: '', day, count: 1 },
    ]);
    expect(counts.take()).toEqual([]);
    clock.advance({ hours: 2 });
    counts.note(schema, me, web);
    expect(counts.take()).toContainEqual({
      coordinate: 'Query.me',
      client: 'web',
      version: '1',
      day: '2026-03-03',
      count: 1,
    });
  });

  it('add up over the documents that ask for a field', () => {
    const counts = open();
    for (const text of ['{ me { id } }', '{ me { id } } # again', '{ me { id name } }'])
      counts.note(schema, operationOf(text), web);
    expect(counts.take()).toContainEqual(expect.objectContaining({ coordinate: 'User.id', count: 3 }));
  });

  it('of clients beyond the limit are those of `other`, each day anew', () => {
    const clock = new ManualClock();
    const counts = open({}, clock);
    const ask = (...names: string[]) => {
      for (const name of names) counts.note(schema, operationOf('{ found { __typename } }'), { name, version: '' });
      return Object.fromEntries(counts.take().map(({ client, count }) => [client, count]));
    };
    ask();
    expect(ask('a', 'b', 'c', 'd', 'a')).toEqual({ a: 2, b: 1, other: 2 });
    clock.advance({ days: 1 });
    ask('a');
    expect(ask('d')).toEqual({ d: 1 });
  });

  it('of more documents than are remembered are all there', () => {
    const counts = open();
    for (let number = 0; number < 100; number += 1) counts.note(schema, operationOf(`{ me { id } } # ${number}`), web);
    expect(counts.take()).toContainEqual(expect.objectContaining({ coordinate: 'User.id', count: 100 }));
    expect(counts.dropped).toBe(0);
  });

  it('that find no room are counted as lost, and what has its place goes on', () => {
    const counts = open({ waiting: 2 });
    counts.note(schema, operationOf('{ me { id } }'), web);
    counts.giveBack(counts.take());
    counts.note(schema, operationOf('{ me { id name friends { id } } }'), web);
    const taken = counts.take().map(({ coordinate, count }) => [coordinate, count]);
    expect(taken).toEqual([
      ['Query.me', 2],
      ['User.id', 2],
    ]);
    expect(counts.dropped).toBe(2);
  });
});

describe('writing', () => {
  class Store {
    rows: FieldUse[] = [];
    isDown = false;
    writes = 0;
    isClosed = false;

    add(uses: readonly FieldUse[]): Promise<void> {
      this.writes += 1;
      if (this.isDown) return Promise.reject(new Error('down'));
      this.rows.push(...uses);
      return Promise.resolve();
    }

    close(): Promise<void> {
      this.isClosed = true;
      return Promise.resolve();
    }
  }

  function open() {
    const store = new Store();
    const timers = new ManualTimers();
    const registry = new Registry();
    const metrics = usageMetrics(registry);
    const usage = new Usage({ store, clock: new ManualClock(), timers, log: silentLog, metrics, interval: 1_000 });
    return { store, timers, registry, usage };
  }

  const countOf = ({ rows }: Store, coordinate: string) =>
    rows.filter((row) => row.coordinate === coordinate).reduce((sum, { count }) => sum + count, 0);

  it('happens now and then, with nothing only where nothing was asked', async () => {
    const { store, timers, usage } = open();
    usage.note(schema, operationOf('{ me { id } }'), web);
    expect(store.writes).toBe(0);
    timers.advance(1_000);
    await until(() => timers.pending === 1);
    expect(countOf(store, 'User.id')).toBe(1);
    timers.advance(1_000);
    await until(() => timers.pending === 1);
    expect(store.writes).toBe(1);
    await usage.close();
  });

  it('loses nothing while the database is away', async () => {
    const { store, registry, usage } = open();
    store.isDown = true;
    for (let time = 0; time < 3; time += 1) {
      usage.note(schema, operationOf('{ me { id } }'), web);
      await usage.write();
    }
    expect(store.rows).toEqual([]);
    store.isDown = false;
    usage.note(schema, operationOf('{ me { id } }'), web);
    await usage.write();
    expect(countOf(store, 'User.id')).toBe(4);
    expect(await registry.metrics()).toContain('lyceum_gateway_usage_writes_total{result="failed"} 3');
    await usage.close();
  });

  it('happens once more at the end', async () => {
    const { store, timers, usage } = open();
    usage.note(schema, operationOf('{ me { id } }'), web);
    await usage.close();
    expect([countOf(store, 'User.id'), store.isClosed, timers.pending]).toEqual([1, true, 0]);
  });
});

describe('unused fields', () => {
  it('are those of the schema that nobody asked for; an interface is asked for all its types', () => {
    const used = new Set(['Query.me', 'Query.node', 'Node.id', 'User.name']);
    expect(unusedFields(schema, used)).toEqual([
      { coordinate: 'Course.title', isDeprecated: false },
      { coordinate: 'Query.found', isDeprecated: false },
      { coordinate: 'User.friends', isDeprecated: false },
      { coordinate: 'User.old', isDeprecated: true },
    ]);
  });

  it('of an interface are not used by who asks one of its types', () => {
    expect(unusedFields(schema, new Set(['User.id'])).map(({ coordinate }) => coordinate)).toContain('Node.id');
  });
});
