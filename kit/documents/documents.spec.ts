import { randomUUID } from 'node:crypto';
import { ConfigError } from '../config/config';
import { PageArgs } from '../graphql/page.args';
import { Viewer } from '../identity/viewer';
import { definePolicy } from '../policy/policy';
import { isUuid } from '../scope/ids';
import { RunningSubgraph } from '../subgraph/running';
import { ExplainedQueries } from '../testing/explained-queries';
import { requireMongod } from '../testing/mongod';
import { recordSpans } from '../testing/recorded-spans';
import { sampleDocuments } from '../testing/sample-documents';
import { silentLog } from '../testing/silent-log';
import { subgraphTest } from '../testing/subgraph-test';
import { person } from '../testing/viewers';
import { traced } from '../tracing/span';
import { everything, typeChanges } from '../live/type-changes';
import { defineCollection } from './collection';
import { DocumentDatabase } from './document-database';
import { loadDocuments } from './loaders';
import { documentPage } from './page';

requireMongod();

class Note {
  _id!: string;
  text!: string;
  rank!: number;
  writtenAt!: Date;
  organisationId!: string | null;

  get shout(): string {
    return this.text.toUpperCase();
  }
}

const notes = defineCollection<Note>({
  name: 'note',
  type: 'Note',
  class: Note,
  tenant: true,
  indexes: [{ keys: { rank: 1, _id: 1 } }, { keys: { writtenAt: 1, _id: 1 } }, { keys: { text: 1 }, unique: true }],
});
const tallies = defineCollection<{ _id: string; count: number }>({ name: 'tally', indexes: [] });
const notePolicy = definePolicy(Note, { see: () => (note) => note.text !== 'hidden' });

const spans = recordSpans();
const house = subgraphTest({ ...sampleDocuments, documents: { collections: [notes, tallies], migrations: [] } });

const ours = '0196cc3c-19c8-7725-883f-da93192fe3e1';
const theirs = '0196cc3c-19c8-7725-883f-da93192fe3e2';
const member = person('0196cc3c-19c8-7725-883f-da93192fe3e3', { organisations: [ours] });

const note = (fields: Partial<Note> = {}): Note =>
  Object.assign(new Note(), {
    _id: house.as().ids.next(),
    text: randomUUID(),
    rank: 0,
    writtenAt: new Date('2026-03-02T09:00:00Z'),
    organisationId: null,
    ...fields,
  });
const all = (viewer = Viewer.system) => house.as(viewer).documents.of(notes);

beforeEach(async () => {
  await all().deleteMany({});
  spans.clear();
});

describe('what is read', () => {
  it('is an instance of the class that the collection names, with its dates and nulls', async () => {
    const written = note({ text: 'quiet' });
    await all().insertOne(written);
    const read = await all().findOne({ _id: written._id });
    expect(read).toBeInstanceOf(Note);
    expect(read).toEqual(written);
    expect(read?.shout).toBe('QUIET');
    expect(await all().find().toArray()).toEqual([written]);
    expect(await all().findOneAndUpdate({ _id: written._id }, { $set: { rank: 7 } })).toMatchObject({
      rank: 7,
      shout: 'QUIET',
    });
  });

  it('is nothing for a filter whose value is missing: undefined is not "any"', async () => {
    await all().insertOne(note());
    expect(await all().findOne({ text: undefined })).toBeNull();
  });
});

describe('a transaction', () => {
  it('writes all or nothing', async () => {
    const [kept, lost] = [note(), note()];
    await house.as().transaction((tx) => tx.documents.of(notes).insertOne(kept));
    const failing = house.as().transaction(async (tx) => {
      await tx.documents.of(notes).insertOne(lost);
      await tx.documents.of(notes).deleteOne({ _id: kept._id });
      expect(await tx.documents.of(notes).count()).toBe(1);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await all().find().toArray()).toEqual([kept]);
  });

  it('that another one gets in the way of runs again: no increment is lost', async () => {
    const _id = randomUUID();
    await house.as().documents.of(tallies).insertOne({ _id, count: 0 });
    const increment = () =>
      house.as().transaction(async (tx) => {
        const tally = await tx.documents.of(tallies).findOne({ _id });
        await tx.documents.of(tallies).updateOne({ _id }, { $set: { count: tally!.count + 1 } });
      });
    await Promise.all(Array.from({ length: 20 }, increment));
    expect(await house.as().documents.of(tallies).findOne({ _id })).toEqual({ _id, count: 20 });
  });

  it('may begin with several commands at once', async () => {
    const written = Array.from({ length: 5 }, () => note());
    await house.as().transaction((tx) => Promise.all(written.map((each) => tx.documents.of(notes).insertOne(each))));
    expect(await all().count()).toBe(5);
  });

  it('runs its hooks once, after the commit, and makes loaders anew', async () => {
    const scope = house.as();
    class Counting {}
    const before = scope.get(Counting);
    const hooks: number[] = [];
    let tries = 0;
    await scope.transaction(async (tx) => {
      tries += 1;
      tx.afterCommit(() => hooks.push(tries));
      await tx.documents.of(notes).insertOne(note());
      if (tries === 1) throw Object.assign(await transientError(), {});
    });
    expect(hooks).toEqual([2]);
    expect(scope.get(Counting)).not.toBe(before);
    expect(await all().count()).toBe(1);
  });

  it('is one with the transaction that it begins in', async () => {
    const failing = house.as().transaction(async (tx) => {
      await tx.transaction((inner) => inner.documents.of(notes).insertOne(note()));
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow();
    expect(await all().count()).toBe(0);
  });
});

async function transientError(): Promise<Error> {
  const { MongoServerError } = await import('mongodb');
  const error = new MongoServerError({ message: 'another one was first' });
  error.addErrorLabel('TransientTransactionError');
  return error;
}

describe('who hears of a write', () => {
  const told = async (work: () => Promise<unknown>): Promise<readonly string[]> => {
    const { live } = house.house;
    const messages = typeChanges.subscribe(live, 'sampledocuments')[Symbol.asyncIterator]();
    await messages.next();
    await work();
    typeChanges.publish(live, 'sampledocuments', ['end']);
    const { value } = (await messages.next()) as { value: readonly string[] };
    return value;
  };

  it.each<[string, () => Promise<unknown>, string]>([
    ['a single write', () => all().insertOne(note()), everything],
    ['a transaction', () => house.as().transaction((tx) => tx.documents.of(notes).insertOne(note())), everything],
    ['a write of what nobody sees', () => house.as().documents.of(tallies).deleteMany({}), 'end'],
    ['a transaction that only reads', () => house.as().transaction((tx) => tx.documents.of(notes).count()), 'end'],
  ])('%s', async (_, work, expected) => {
    expect(await told(work)).toEqual([expected]);
  });
});

describe('the tenant wall', () => {
  const [market, own, foreign] = [null, ours, theirs];

  beforeEach(async () => {
    await all().insertMany([
      note({ text: 'market', organisationId: market }),
      note({ text: 'own', organisationId: own }),
      note({ text: 'foreign', organisationId: foreign }),
    ]);
  });
  const texts = async (viewer: Viewer) =>
    (await all(viewer).find().sort({ text: 1 }).toArray()).map(({ text }) => text);

  it('hides documents of other organisations from every read', async () => {
    expect(await texts(member)).toEqual(['market', 'own']);
    expect(await texts(Viewer.anonymous)).toEqual(['market']);
    expect(await texts(Viewer.system)).toEqual(['foreign', 'market', 'own']);
    expect(await all(member).findOne({ text: 'foreign' })).toBeNull();
    expect(await all(member).count()).toBe(2);
    expect(await all(member).distinct('text')).toEqual(['market', 'own']);
    expect(
      await all(member)
        .aggregate([{ $group: { _id: null, count: { $sum: 1 } } }])
        .toArray(),
    ).toEqual([{ _id: null, count: 2 }]);
  });

  it('is not got around by a filter that names the organisation, or every one', async () => {
    expect(await all(member).findOne({ organisationId: theirs })).toBeNull();
    expect(
      await all(member)
        .find({ $or: [{ organisationId: theirs }, {}] })
        .toArray(),
    ).toHaveLength(2);
  });

  it('keeps them from every write', async () => {
    await all(member).updateMany({}, { $set: { rank: 9 } });
    await all(member).updateOne({ text: 'foreign' }, { $set: { rank: 9 } });
    expect(await all(member).findOneAndUpdate({ text: 'foreign' }, { $set: { rank: 9 } })).toBeNull();
    await all(member).deleteOne({ text: 'foreign' });
    await all(member).deleteMany({});
    expect(await all().find().toArray()).toMatchObject([{ text: 'foreign', rank: 0 }]);
    expect(() => all(member).insertMany([note({ organisationId: theirs })])).toThrow('out of reach');
  });

  it('stays as it was when a transaction began, also under another viewer', async () => {
    const seen = await house.as(member).transaction((tx) => tx.as(person(randomUUID())).documents.of(notes).count());
    expect(seen).toBe(2);
  });
});

describe('a page', () => {
  const list = { name: 'notes', collection: notes, filter: {}, order: { by: 'rank', direction: 'ASC' } } as const;
  const args = (given: Partial<PageArgs>): PageArgs => Object.assign(new PageArgs(), given);

  it('walks forwards and backwards over equal values, without a gap or a double', async () => {
    const written = Array.from({ length: 7 }, (_, index) => note({ rank: Math.floor(index / 3) }));
    await all().insertMany(written);
    const ids = written.map(({ _id }) => _id);
    const forwards: string[] = [];
    for (let after: string | null = null; ;) {
      const page: Awaited<ReturnType<typeof documentPage<Note>>> = await documentPage(
        house.as(),
        list,
        args({ first: 2, after }),
      );
      forwards.push(...page.nodes.map(({ _id }) => _id));
      after = page.pageInfo.endCursor;
      if (!page.pageInfo.hasNextPage) break;
    }
    expect(forwards).toEqual(ids);
    const last = await documentPage(house.as(), list, args({ last: 3 }));
    expect(last.nodes.map(({ _id }) => _id)).toEqual(ids.slice(-3));
    expect(last.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: false });
    const before = await documentPage(house.as(), list, args({ last: 10, before: last.pageInfo.startCursor }));
    expect(before.nodes.map(({ _id }) => _id)).toEqual(ids.slice(0, -3));
    expect(await last.count()).toBe(7);
  });

  it('may be ordered by a date; by default the newest comes first', async () => {
    const written = [3, 1, 2].map((day) => note({ writtenAt: new Date(Date.UTC(2026, 0, day)) }));
    await all().insertMany(written);
    const byDate = { ...list, order: { by: 'writtenAt', direction: 'DESC' } } as const;
    const first = await documentPage(house.as(), byDate, args({ first: 1 }));
    const rest = await documentPage(house.as(), byDate, args({ first: 5, after: first.pageInfo.endCursor }));
    expect([...first.nodes, ...rest.nodes].map(({ writtenAt }) => writtenAt.getUTCDate())).toEqual([3, 2, 1]);
    const { name, collection, filter } = list;
    const newest = await documentPage(house.as(), { name, collection, filter }, args({}));
    expect(newest.nodes.map(({ _id }) => _id)).toEqual(written.map(({ _id }) => _id).toReversed());
  });

  it('takes no cursor of another list or order', async () => {
    await all().insertMany([note(), note()]);
    const { pageInfo } = await documentPage(house.as(), list, args({ first: 1 }));
    const other = { ...list, order: { by: 'rank', direction: 'DESC' } } as const;
    const read = documentPage(house.as(), other, args({ first: 1, after: pageInfo.endCursor }));
    await expect(read).rejects.toMatchObject({ code: 'BAD_CURSOR' });
  });
});

it('a loader reads many documents by id in one command, each where it was asked for, and as the policy allows', async () => {
  const [first, second, hidden] = [note(), note(), note({ text: 'hidden' })];
  await all().insertMany([first, second, hidden]);
  const { commands } = house.subgraph.resources.documents!;
  const loader = loadDocuments(house.as(member), notes, { accepts: isUuid, policy: notePolicy.see });
  const before = commands.count;
  const found = await loader.loadMany([second._id, 'no id', hidden._id, first._id, second._id]);
  expect(found).toEqual([second, null, null, first, second]);
  expect(commands.count - before).toBe(1);
});

it('each command is a span of the request that it belongs to, and says nothing of what it looked for', async () => {
  await traced('cause', {}, async () => {
    await all().insertOne(note({ text: 'a secret' }));
    await all().find({ text: 'a secret' }).toArray();
    await house.as().transaction((tx) => tx.documents.of(notes).count());
  });
  const cause = await spans.one('cause');
  const below = spans.below(cause);
  expect(below.map(({ name }) => name)).toEqual(['insert note', 'find note', 'find begin', 'aggregate note']);
  expect(JSON.stringify(below.map(({ attributes }) => attributes))).not.toContain('secret');
});

describe('a query that no index serves', () => {
  it('is found, whatever kind it is, and one that has an index is not', async () => {
    const queries = new ExplainedQueries(house.subgraph.resources.documents!);
    const tally = house.as().documents.of(tallies);
    await all().find({ rank: 1 }).sort({ _id: 1 }).toArray();
    await all().updateOne({ text: 'x' }, { $set: { rank: 2 } });
    await house.as().transaction((tx) => tx.documents.of(notes).deleteOne({ text: 'x' }));
    await tally.findOne({ _id: 'x' });
    expect(queries.count).toBeGreaterThan(3);
    await tally.find({ count: 1 }).toArray();
    await tally.find({ count: 2 }).toArray();
    await tally.updateMany({ count: 1 }, { $set: { count: 2 } });
    await tally.deleteMany({ count: { $gt: 5 } });
    await tally.findOneAndUpdate({ count: 4 }, { $inc: { count: 1 } });
    await tally.aggregate([{ $match: { count: 3 } }, { $sort: { count: 1 } }]).toArray();
    const scans = await queries.scans();
    expect(scans.map((scan) => scan.split(' ', 2).join(' '))).toEqual([
      'find tally:',
      'update tally:',
      'delete tally:',
      'findAndModify tally:',
      'aggregate tally:',
    ]);
  });
});

describe('the step that migrates', () => {
  const open = async (definition: DocumentDatabase['definition']) =>
    DocumentDatabase.open({
      subgraph: 'sampledocuments',
      url: await house.house.documentsUrl('sampledocuments'),
      definition,
      poolSize: 2,
      log: silentLog,
    });
  const indexesOf = async (database: DocumentDatabase, name: string) =>
    (await database.db.collection(name).indexes()).filter((index) => index.name !== '_id_');

  it('makes the indexes that are declared, changes those that changed, and drops what is declared no longer', async () => {
    const shelf = (indexes: Parameters<typeof defineCollection>[0]['indexes']) => ({
      collections: [defineCollection({ name: 'shelf', indexes })],
      migrations: [],
    });
    const steps = [
      shelf([{ keys: { a: 1 } }, { keys: { b: 1, c: -1 }, where: { b: { $gt: 0 } } }]),
      shelf([
        { keys: { a: 1 }, unique: true },
        { keys: { at: 1 }, expireAfterSeconds: 60 },
      ]),
      shelf([{ keys: { at: 1 }, expireAfterSeconds: 90 }]),
    ];
    const seen: unknown[] = [];
    for (const definition of [...steps, steps[2]!]) {
      const database = await open(definition);
      await database.migrate();
      seen.push((await indexesOf(database, 'shelf')).map(({ name: _name, v: _v, ...index }) => index));
      await database.close();
    }
    expect(seen).toEqual([
      [{ key: { a: 1 } }, { key: { b: 1, c: -1 }, partialFilterExpression: { b: { $gt: 0 } } }],
      [
        { key: { a: 1 }, unique: true },
        { key: { at: 1 }, expireAfterSeconds: 60 },
      ],
      [{ key: { at: 1 }, expireAfterSeconds: 90 }],
      [{ key: { at: 1 }, expireAfterSeconds: 90 }],
    ]);
  });

  it('runs each step once and in order, also where two processes start at once; one that failed runs again', async () => {
    const ran: string[] = [];
    let failures = 1;
    const migrations = [
      { name: 'First', run: () => Promise.resolve(void ran.push('First')) },
      {
        name: 'Second',
        run: () => {
          ran.push('Second');
          return failures-- > 0 ? Promise.reject(new Error('cut off')) : Promise.resolve();
        },
      },
    ];
    const definition = { ...sampleDocuments, documents: { collections: [notes, tallies], migrations } };
    const start = () => RunningSubgraph.start(definition, house.house);
    await expect(start()).rejects.toThrow('cut off');
    const running = await Promise.all([start(), start(), start()]);
    await Promise.all(running.map((subgraph) => subgraph.stop()));
    expect(ran).toEqual(['First', 'Second', 'Second']);
  });
});

it('a server that is no replica set is refused', async () => {
  const url = await house.house.documentsUrl('sampledocuments');
  const { MongoClient } = await import('mongodb');
  const command = jest.spyOn(MongoClient.prototype, 'db');
  command.mockReturnValueOnce({ command: () => Promise.resolve({ isWritablePrimary: true }) } as never);
  const opened = DocumentDatabase.open({
    subgraph: 'sampledocuments',
    url,
    definition: { collections: [], migrations: [] },
    poolSize: 1,
    log: silentLog,
  });
  await expect(opened).rejects.toThrow(ConfigError);
  command.mockRestore();
});

it('a name that kit itself uses is refused', () => {
  expect(() => defineCollection({ name: 'outbox', indexes: [] })).toThrow("kit's own");
});
