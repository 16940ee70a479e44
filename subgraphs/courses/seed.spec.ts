import { schemaDifferences } from '../../kit/testing/schema-agreement';
import { demoCourses, demoId, learnerName } from '../../kit/demo/world';
import { subgraphTest } from '../../kit/testing/subgraph-test';
import { person } from '../../kit/testing/viewers';
import { courses } from '.';
import { Review } from './review/review.entity';
import { seed } from './seed';

const house = subgraphTest(courses);

beforeAll(async () => {
  await seed(house.as());
});

interface Listed {
  readonly slug: string;
  readonly price: { readonly minor: string };
  readonly category: { readonly parent: object };
  readonly ratingAverage: number;
  readonly ratingCount: number;
  readonly ratingHistogram: readonly { readonly stars: number; readonly count: number }[];
  readonly tags: readonly object[];
  readonly instructors: readonly object[];
}

it('fills the catalogue, with ratings that agree with their rows', async () => {
  const { courses: list } = await house.data<{ courses: { nodes: Listed[] } }>(`{
    courses(orderBy: RATING) {
      nodes { slug price { minor } category { parent { name } } ratingAverage ratingCount ratingHistogram { stars count } tags { name } instructors { user { id } } }
    }
  }`);
  expect(list.nodes.map(({ slug }) => slug).toSorted()).toEqual(Object.keys(demoCourses).toSorted());
  for (const course of list.nodes) {
    const total = course.ratingHistogram.reduce((sum, { count }) => sum + count, 0);
    const stars = course.ratingHistogram.reduce((sum, { stars: each, count }) => sum + each * count, 0);
    expect(course.ratingCount).toBeGreaterThanOrEqual(12);
    expect([total, stars / total]).toEqual([course.ratingCount, expect.closeTo(course.ratingAverage)]);
    expect(course).toMatchObject({
      category: { parent: expect.anything() },
      tags: expect.arrayContaining([expect.anything()]),
    });
    expect(course.instructors.length).toBeGreaterThan(0);
  }
});

it('tells of every course once, with its runs', async () => {
  const told = await house.emitted('course.changed');
  expect(told).toHaveLength(Object.keys(demoCourses).length);
  expect(told.find(({ slug }) => slug === 'graphql-federation-in-practice')?.runs.map(({ kind }) => kind)).toEqual([
    'DATED',
    'DATED',
    'SELF_PACED',
  ]);
});

it('leaves TypeScript for learner 0 to review', async () => {
  const viewer = person(demoId('User', learnerName(0)));
  const data = await house.data(`{ courseBySlug(slug: "typescript-from-first-principles") { viewerReview { id } } }`, {
    viewer,
  });
  expect(data).toEqual({ courseBySlug: { viewerReview: null } });
});

it('does nothing the second time', async () => {
  const before = await house.as().db.count(Review);
  await seed(house.as());
  expect(await house.as().db.count(Review)).toBe(before);
});

it('migrations and entities agree', async () => {
  expect(await schemaDifferences(house.subgraph.resources.database)).toEqual([]);
});
