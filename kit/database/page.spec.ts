import { randomUUID } from 'node:crypto';
import { person } from '../testing/viewers';
import { Note, noteList, notePolicy, sample } from '../testing/sample-subgraph';
import { subgraphTest } from '../testing/subgraph-test';
import { loadPagesByKey, page } from './page';
import { schemaDifferences } from '../testing/schema-agreement';

const house = subgraphTest(sample);
const authors = [randomUUID(), randomUUID()];
const anna = person(randomUUID());

beforeAll(async () => {
  // Three notes share each rank, so that the id has to break ties.
  for (let index = 0; index < 30; index += 1) {
    const note = Object.assign(new Note(), {
      text: `Note ${index}`,
      rank: Math.floor(index / 3),
      authorId: authors[index % 2],
      organisationId: null,
    });
    await house.as().save(note);
  }
  await house
    .as()
    .save(
      Object.assign(new Note(), { text: 'Elsewhere', rank: 4, authorId: authors[0], organisationId: randomUUID() }),
    );
});

const texts = (nodes: readonly Note[]) => nodes.map((note) => Number(note.text.split(' ')[1]));
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

it('walks forwards through every row once, ties included', async () => {
  const seen: number[] = [];
  let after: string | null = null;
  do {
    const found: Awaited<ReturnType<typeof page<Note>>> = await page(house.as(anna), noteList('ASC'), {
      first: 7,
      after,
    });
    seen.push(...texts(found.nodes));
    after = found.pageInfo.hasNextPage ? found.pageInfo.endCursor : null;
  } while (after);
  expect(seen).toEqual(upTo(30));
});

it('walks backwards to the start in the same order', async () => {
  const last = await page(house.as(anna), noteList('ASC'), { last: 4 });
  expect(texts(last.nodes)).toEqual([26, 27, 28, 29]);
  expect(last.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: false });
  const before = await page(house.as(anna), noteList('ASC'), { last: 4, before: last.pageInfo.startCursor });
  expect(texts(before.nodes)).toEqual([22, 23, 24, 25]);
});

it('a row written in front while someone pages neither repeats nor hides another', async () => {
  const first = await page(house.as(anna), noteList('DESC'), { first: 5 });
  const late = await house
    .as()
    .save(Object.assign(new Note(), { text: 'Late 99', rank: 99, authorId: null, organisationId: null }));
  const second = await page(house.as(anna), noteList('DESC'), { first: 5, after: first.pageInfo.endCursor });
  await house.as().db.delete(Note, { id: late.id });
  expect(texts([...first.nodes, ...second.nodes])).toEqual(upTo(30).reverse().slice(0, 10));
});

it('tenant: rows of another organisation are in no page and in no count', async () => {
  const found = await page(house.as(anna), noteList('ASC'), { first: 100 });
  expect(found.nodes).toHaveLength(30);
  expect(await found.count()).toBe(30);
});

it('one statement serves the pages of all parents', async () => {
  const { statements } = house.subgraph.resources.database;
  const scope = house.as(anna);
  const loader = loadPagesByKey(scope, 'authorId', noteList('ASC'), { first: 3 });
  const before = statements.count;
  const pages = await Promise.all([...authors, randomUUID()].map((author) => loader.load(author)));
  expect(statements.count - before).toBe(1);
  expect(pages.map((found) => texts(found.nodes))).toEqual([[0, 2, 4], [1, 3, 5], []]);
  expect(pages.map((found) => found.pageInfo.hasNextPage)).toEqual([true, true, false]);
  expect(await Promise.all(pages.map((found) => found.count()))).toEqual([15, 15, 0]);
});

it.each([
  ['made up', 'WzEsImEiXQ.AAAAAAAAAAAAAAAA'],
  ['without a seal', 'WzEsImEiXQ'],
  ['not even base64', '%%%'],
])('refuses a cursor that is %s with BAD_CURSOR', async (_, after) => {
  await expect(page(house.as(anna), noteList('ASC'), { first: 1, after })).rejects.toMatchObject({
    code: 'BAD_CURSOR',
  });
});

it('refuses a cursor of the same list in another order', async () => {
  const { pageInfo } = await page(house.as(anna), noteList('ASC'), { first: 1 });
  const carried = page(house.as(anna), noteList('DESC'), { first: 1, after: pageInfo.endCursor });
  await expect(carried).rejects.toMatchObject({ code: 'BAD_CURSOR' });
});

it.each(['first: -1', 'first: 0', 'first: 101', 'last: 101', 'first: 2, last: 2'])(
  'refuses %s with BAD_INPUT',
  async (args) => {
    const result = await house.run(`{ notes(${args}) { nodes { id } } }`);
    expect(result.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', fields: expect.anything() });
  },
);

it('two edits of one version: one is refused with CONFLICT', async () => {
  const author = person(authors[0]!);
  const [note] = (await page(house.as(author), noteList('ASC'), { first: 1 })).nodes;
  const edit = (text: string) =>
    house.as(author).transaction(async (tx) => {
      const mine = await tx.require(Note, note!.id, notePolicy.edit, 1);
      mine.text = text;
      return tx.save(mine);
    });
  const outcomes = await Promise.allSettled([edit('Note 0'), edit('Note 0')]);
  expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(outcomes.find((outcome) => outcome.status === 'rejected')?.reason).toMatchObject({
    code: 'CONFLICT',
    facts: { currentVersion: 2 },
  });
});

it('what a resolver throws without a code is masked', async () => {
  const result = await house.run('{ broken }');
  expect(result.errors?.[0]).toMatchObject({
    message: 'Something went wrong on our side.',
    extensions: { code: 'INTERNAL_ERROR' },
  });
  expect(JSON.stringify(result)).not.toContain('10.0.0.3');
});

it('migrations and entities agree', async () => {
  expect(await schemaDifferences(house.subgraph.resources.database)).toEqual([]);
});
