import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import type { Viewer } from '../../../kit/identity/viewer';
import { courses } from '..';
import { categoryFactory } from '../category/category.factory';
import type { Category } from '../category/category.entity';
import { courseFactory } from '../course/course.factory';
import { CourseService } from '../course/course.service';
import { reviewFactory } from '../review/review.factory';
import { literally } from './catalogue.filter';

const house = subgraphTest(courses);
const organisationId = randomUUID();
const owner = person(randomUUID());
let root: Category;
let leaf: Category;

const list = `query ($filter: CourseFilter, $orderBy: CourseOrder! = NEWEST, $first: Int, $after: String, $last: Int, $before: String) {
  courses(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    nodes { title } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;

interface Listed {
  readonly courses: {
    readonly nodes: readonly { readonly title: string }[];
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly startCursor: string; readonly endCursor: string };
  };
}

async function titles(variables: Record<string, unknown>, viewer?: Viewer): Promise<string[]> {
  const data = await house.data<Listed>(list, { variables, ...(viewer && { viewer }) });
  expect(data.courses.totalCount).toBe(data.courses.nodes.length);
  return data.courses.nodes.map(({ title }) => title);
}

/** Ann 1st, Ben 2nd, Cas 3rd into the catalogue; each differs from the others in every respect. */
beforeAll(async () => {
  [root] = (await house.make(categoryFactory, [{ name: 'Crafts' }])) as [Category];
  [leaf] = (await house.make(categoryFactory, [{ name: 'Bread', under: root }])) as [Category];
  const at = (day: number) => new Date(Date.UTC(2026, 0, day));
  const taughtBy = [owner.id!];
  const [ann, ben, cas] = await house.make(courseFactory, [
    {
      title: 'Ann: 100% rye',
      level: 'BEGINNER',
      language: 'en',
      popularity: 5,
      publishedAt: at(1),
      categoryId: leaf.id,
      prices: { EUR: 0 },
      taughtBy,
    },
    {
      title: 'Ben: wheat_bread',
      level: 'ADVANCED',
      language: 'pt-BR',
      popularity: 9,
      publishedAt: at(2),
      categoryId: root.id,
      prices: { EUR: 900, USD: 950 },
      taughtBy,
    },
    {
      title: 'Cas: pots',
      level: 'BEGINNER',
      language: 'pt',
      popularity: 1,
      publishedAt: at(3),
      prices: { EUR: 2000 },
      taughtBy,
    },
    { title: 'Draft', status: 'DRAFT', categoryId: leaf.id, taughtBy },
    { title: 'Gone', status: 'ARCHIVED', publishedAt: at(4), categoryId: leaf.id },
    { title: 'Inside', organisationId, popularity: 99, publishedAt: at(5), categoryId: leaf.id },
  ]);
  await house.make(reviewFactory, [
    { course: ann!, stars: 3 },
    { course: ben!, stars: 5 },
    { course: ben!, stars: 4 },
  ]);
  const service = () => house.as(owner).get(CourseService);
  await service().update({ id: ann!.id, tags: ['Baking', 'Rye'] });
  await service().update({ id: ben!.id, tags: ['Baking'] });
  await service().update({ id: cas!.id, tags: ['Clay'] });
});

it.each([
  ['NEWEST', ['Cas: pots', 'Ben: wheat_bread', 'Ann: 100% rye']],
  ['POPULAR', ['Ben: wheat_bread', 'Ann: 100% rye', 'Cas: pots']],
  ['RATING', ['Ben: wheat_bread', 'Ann: 100% rye', 'Cas: pots']],
  ['PRICE_ASC', ['Ann: 100% rye', 'Ben: wheat_bread', 'Cas: pots']],
  ['PRICE_DESC', ['Cas: pots', 'Ben: wheat_bread', 'Ann: 100% rye']],
])('sorts by %s, and pages forwards and backwards in that order', async (orderBy, expected) => {
  expect(await titles({ orderBy })).toEqual(expected);
  const first = await house.data<Listed>(list, { variables: { orderBy, first: 2 } });
  expect(first.courses).toMatchObject({
    nodes: expected.slice(0, 2).map((title) => ({ title })),
    totalCount: 3,
    pageInfo: { hasNextPage: true },
  });
  const second = await house.data<Listed>(list, {
    variables: { orderBy, first: 2, after: first.courses.pageInfo.endCursor },
  });
  expect(second.courses).toMatchObject({ nodes: [{ title: expected[2] }], pageInfo: { hasNextPage: false } });
  const back = await house.data<Listed>(list, {
    variables: { orderBy, last: 1, before: second.courses.pageInfo.startCursor },
  });
  expect(back.courses.nodes).toEqual([{ title: expected[1] }]);
});

it.each([
  ['a category with everything below it', () => ({ categoryId: root.id }), ['Ann', 'Ben']],
  ['a category at the bottom', () => ({ categoryId: leaf.id }), ['Ann']],
  ['a category that is none', () => ({ categoryId: 'none' }), []],
  ['one tag', () => ({ tags: ['baking'] }), ['Ann', 'Ben']],
  ['all of two tags', () => ({ tags: ['baking', 'rye'] }), ['Ann']],
  ['a level', () => ({ levels: ['BEGINNER'] }), ['Ann', 'Cas']],
  ['a language and its regions', () => ({ languages: ['pt'] }), ['Ben', 'Cas']],
  ['a region', () => ({ languages: ['pt-BR'] }), ['Ben']],
  ['free', () => ({ isFree: true }), ['Ann']],
  ['not free', () => ({ isFree: false }), ['Ben', 'Cas']],
  ['a price in the base currency', () => ({ maximumPrice: { minor: '900', currency: 'EUR' } }), ['Ann', 'Ben']],
  ['a price in another currency', () => ({ maximumPrice: { minor: '949', currency: 'USD' } }), ['Ann']],
  ['a rating', () => ({ minimumRating: 4.5 }), ['Ben']],
  ['words', () => ({ search: 'WHEAT' }), ['Ben']],
  ['a percent sign, as it stands', () => ({ search: '0%' }), ['Ann']],
  ['an underscore, as it stands', () => ({ search: 't_b' }), ['Ben']],
  ['several at once', () => ({ tags: ['baking'], levels: ['BEGINNER'], isFree: true }), ['Ann']],
])('filters by %s', async (_, filter, expected) => {
  const found = await titles({ filter: filter(), orderBy: 'PRICE_ASC' });
  expect(found.map((title) => title.slice(0, 3))).toEqual(expected);
});

it('existence: drafts, archived courses and other organisations’ appear in no list and no count', async () => {
  const counts = `query ($id: ID!) { category(id: $id) { courseCount children { courseCount } } tags { nodes { name courseCount } } }`;
  expect(await titles({})).not.toEqual(expect.arrayContaining(['Draft']));
  expect(await house.data(counts, { variables: { id: root.id } })).toEqual({
    category: { courseCount: 2, children: [{ courseCount: 1 }] },
    tags: {
      nodes: [
        { name: 'Baking', courseCount: 2 },
        { name: 'Clay', courseCount: 1 },
        { name: 'Rye', courseCount: 1 },
      ],
    },
  });
  const member = person(randomUUID(), { organisations: [organisationId] });
  expect(await titles({ filter: { categoryId: leaf.id } }, member)).toEqual(['Inside', 'Ann: 100% rye']);
  expect(await house.data(counts, { viewer: member, variables: { id: root.id } })).toMatchObject({
    category: { courseCount: 3 },
  });
});

it('a cursor belongs to one order', async () => {
  const { courses: newest } = await house.data<Listed>(list, { variables: { first: 1 } });
  const result = await house.run(list, { variables: { orderBy: 'POPULAR', after: newest.pageInfo.endCursor } });
  expect(result.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_CURSOR' });
});

it('takes the signs of a pattern literally', () => {
  expect(literally('50%_off\\')).toBe('50\\%\\_off\\\\');
});
