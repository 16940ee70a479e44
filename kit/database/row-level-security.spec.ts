import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { silentLog } from '../testing/silent-log';
import { Note, sample } from '../testing/sample-subgraph';
import { subgraphTest } from '../testing/subgraph-test';
import { administrator, person } from '../testing/viewers';
import { Viewer } from '../identity/viewer';
import type { Scope } from '../scope/scope';
import { RunningSubgraph } from '../subgraph/running';
import { Database } from './database';
import { kitMigrations } from './kit.migrations';

// Two connections, so that every scope gets one that somebody else has used.
const house = subgraphTest(sample, { DATABASE_POOL: '2' });
const [own, other] = [randomUUID(), randomUUID()];
const member = person(randomUUID(), { organisations: [own] });
const strangers: [string, Viewer][] = [
  ['someone without an organisation', person(randomUUID())],
  ['whoever has not logged in', Viewer.anonymous],
  ['a member of another organisation', person(randomUUID(), { organisations: [other] })],
  ['someone whose claim names every tenant', person(randomUUID(), { organisations: ['*'] })],
];
const everyone: [string, Viewer][] = [
  ['the house', Viewer.system],
  ['an administrator', administrator(randomUUID())],
];

const ADD = `
  INSERT INTO note (id, text, rank, organisation_id, version, created_at, updated_at) VALUES ($1, $2, 0, $3, 1, now(), now())`;
const add = (scope: Scope, text: string, organisationId: string | null) =>
  scope.db.query(ADD, [randomUUID(), text, organisationId]);

/** Raw statements: no policy and no WHERE stands in the way. */
const texts = async ({ db }: Pick<Scope, 'db'>): Promise<string[]> =>
  (await db.query<Note[]>('SELECT text FROM note ORDER BY text')).map(({ text }) => text);

beforeEach(async () => {
  const scope = house.as();
  await scope.db.query('DELETE FROM note');
  await add(scope, 'market', null);
  await add(scope, 'of own', own);
  await add(scope, 'of other', other);
});

describe.each(strangers)('%s', (_name, viewer) => {
  const reachable = viewer.claims.organisations.includes(other) ? ['market', 'of other'] : ['market'];

  it('reads no row of an organisation, by SQL, by query builder or by repository', async () => {
    const scope = house.as(viewer);
    expect(await texts(scope)).toEqual(reachable);
    expect((await scope.db.createQueryBuilder(Note, 'row').getMany()).length).toBe(reachable.length);
    expect(await scope.db.getRepository(Note).countBy({ organisationId: own })).toBe(0);
    expect(await scope.transaction(texts)).toEqual(reachable);
  });

  it('changes and deletes none', async () => {
    const scope = house.as(viewer);
    await scope.db.query(`UPDATE note SET text = 'taken' WHERE organisation_id = $1`, [own]);
    await scope.transaction((tx) => tx.db.query('DELETE FROM note'));
    expect(await texts(house.as())).toEqual(
      ['market', 'of other', 'of own'].filter((text) => !reachable.includes(text)),
    );
  });

  it('adds none, and moves none there', async () => {
    const refused = { driverError: { code: '42501' } };
    await expect(add(house.as(viewer), 'planted', own)).rejects.toMatchObject(refused);
    const move = house.as(viewer).db.query('UPDATE note SET organisation_id = $1', [own]);
    await expect(move).rejects.toMatchObject(refused);
  });
});

it('a member reaches the rows of their organisations and of the marketplace', async () => {
  expect(await texts(house.as(member))).toEqual(['market', 'of own']);
  await add(house.as(member), 'second of own', own);
  expect(await texts(house.as(member))).toEqual(['market', 'of own', 'second of own']);
  const both = person(randomUUID(), { organisations: [other, own] });
  expect(await texts(house.as(both))).toEqual(['market', 'of other', 'of own', 'second of own']);
});

it.each(everyone)('%s reaches every row', async (_name, viewer) => {
  expect(await texts(house.as(viewer))).toEqual(['market', 'of other', 'of own']);
  expect(await texts({ db: house.subgraph.resources.database.manager })).toHaveLength(3);
});

it('what is unique is unique across the wall, and says no more than that', async () => {
  const [taken] = await house.as().db.query<Note[]>('SELECT id FROM note WHERE organisation_id = $1', [own]);
  const claim = (id: string) =>
    house.as(Viewer.anonymous).db.query<Note[]>(`${ADD} ON CONFLICT DO NOTHING RETURNING id`, [id, 'mine', null]);
  expect(await claim(taken!.id)).toEqual([]);
  expect(await claim(randomUUID())).toHaveLength(1);
  expect(await texts(house.as(member))).toEqual(['market', 'mine', 'of own']);
});

it('inside a transaction, another viewer keeps the tenants with which it began', async () => {
  await house.as(member).transaction(async (tx) => {
    expect(await texts(tx.as(Viewer.system))).toEqual(['market', 'of own']);
  });
  expect(await texts(house.as(member).as(Viewer.system))).toHaveLength(3);
});

describe('nothing of one scope is left for the next on a shared connection', () => {
  const [, stranger] = strangers[0]!;

  it('one after the other, and side by side', async () => {
    const viewers = [Viewer.system, stranger, member, Viewer.anonymous];
    const expected = [3, 1, 2, 1];
    for (let round = 0; round < 5; round += 1) {
      for (const [index, viewer] of viewers.entries())
        expect(await texts(house.as(viewer))).toHaveLength(expected[index]!);
      const parallel = Array.from({ length: 40 }, (_, index) => index % 4);
      const found = await Promise.all(
        parallel.map((index) => {
          const scope = house.as(viewers[index]);
          return index % 3 === 0 ? scope.transaction(texts) : texts(scope);
        }),
      );
      expect(found.map(({ length }) => length)).toEqual(parallel.map((index) => expected[index]));
    }
  });

  it('after a transaction that failed, in SQL or in code', async () => {
    for (const fail of ['SELECT 1 / 0', `SELECT 'x'::uuid`, null]) {
      const work = house.as().transaction(async (tx) => {
        await tx.db.query('DELETE FROM note');
        if (fail) await tx.db.query(fail);
        throw new Error('changed my mind');
      });
      await expect(work).rejects.toThrow();
      expect(await Promise.all([stranger, stranger, member].map((viewer) => texts(house.as(viewer))))).toEqual([
        ['market'],
        ['market'],
        ['market', 'of own'],
      ]);
      expect(await texts(house.as())).toHaveLength(3);
    }
  });

  it('after its connection was killed in a transaction', async () => {
    const kill = house.as().transaction((tx) => tx.db.query('SELECT pg_terminate_backend(pg_backend_pid())'));
    await expect(kill).rejects.toThrow();
    expect(await texts(house.as(stranger))).toEqual(['market']);
    expect(await texts(house.as(member))).toEqual(['market', 'of own']);
    expect(await texts(house.as())).toHaveLength(3);
  });
});

it('is set only when it changes, and never counts as a statement', async () => {
  const { statements } = house.subgraph.resources.database;
  const query = jest.spyOn(Client.prototype, 'query');
  const settings = () => query.mock.calls.filter(([text]) => text.includes('set_config')).length;
  for (let round = 0; round < 4; round += 1) await texts(house.as(member));
  const before = { settings: settings(), count: statements.count };
  for (let round = 0; round < 10; round += 1) await texts(house.as(member));
  expect({ settings: settings() - before.settings, count: statements.count - before.count }).toEqual({
    settings: 0,
    count: 10,
  });
  await texts(house.as());
  expect({ settings: settings() - before.settings, count: statements.count - before.count }).toEqual({
    settings: 1,
    count: 11,
  });
  query.mockRestore();
});

it('a connection that says nothing reaches no organisation', async () => {
  const client = new Client({ connectionString: house.subgraph.resources.database.url });
  await client.connect();
  expect((await client.query<Note>('SELECT text FROM note')).rows).toEqual([{ text: 'market' }]);
  await client.end();
});

describe('the wall', () => {
  const open = (outsideTenantWall: Record<string, string>) =>
    Database.open({
      url: house.subgraph.resources.database.url,
      entities: sample.entities,
      migrations: [...kitMigrations, ...sample.migrations],
      outsideTenantWall,
      poolSize: 2,
      log: silentLog,
    });

  it('is raised where it is missing, and taken down where a table is named as outside', async () => {
    const stranger = () => texts(house.as(Viewer.anonymous));
    for (const [outside, reached] of [
      [{ note: 'for this test' }, 3],
      [{}, 1],
    ] as const) {
      const database = await open(outside);
      await database.migrate();
      expect(await stranger()).toHaveLength(reached);
      const { count } = database.statements;
      await database.migrate();
      expect(database.statements.recent.slice(count).filter((sql) => /POLICY|ALTER/.test(sql))).toEqual([]);
      await database.close();
    }
  });

  it('refuses a list that names a table without tenants', async () => {
    const database = await open({ seen: 'a mistake' });
    await expect(database.migrate()).rejects.toThrow('seen');
    await database.close();
  });

  it('does not stand for a superuser: refused in production', async () => {
    const url = new URL(house.subgraph.resources.database.url);
    url.username = 'postgres';
    const config = { ...house.house.config, NODE_ENV: 'production' as const };
    const start = RunningSubgraph.start(sample, {
      ...house.house,
      config,
      databaseUrl: () => Promise.resolve(url.href),
    });
    await expect(start).rejects.toThrow('superuser');
  });
});
