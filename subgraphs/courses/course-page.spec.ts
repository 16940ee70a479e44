import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../kit/testing/subgraph-test';
import { person } from '../../kit/testing/viewers';
import { courses } from '.';
import { courseFactory } from './course/course.factory';
import { CourseService } from './course/course.service';
import { reviewFactory } from './review/review.factory';
import { runFactory } from './run/run.factory';

const house = subgraphTest(courses);
const owner = person(randomUUID());

const page = `fragment Page on Course {
  id slug title subtitle descriptionHtml outcomes level language status isFree publishedAt ratingAverage ratingCount ratingHistogram { stars count }
  category { name courseCount parent { name } } tags { name courseCount } prices { formatted } price(currency: "USD") { formatted }
  instructors { role user { id teaches(first: 3) { nodes { title } } } } runs { startsAt } viewerCan { edit publish review }
  viewerReview { stars } reviews(first: 5) { nodes { stars comment reply { text } author { id } viewerFoundHelpful } totalCount }
}`;

beforeAll(async () => {
  const made = await house.make(
    courseFactory,
    Array.from({ length: 100 }, (_, index) => ({ taughtBy: [owner.id!, randomUUID()], prices: { EUR: index } })),
  );
  await house.make(
    runFactory,
    made.map((course) => ({ course })),
  );
  await house.make(
    reviewFactory,
    made.flatMap((course) => [
      { course, comment: 'Good' },
      { course, stars: 3 },
    ]),
  );
  for (const [index, { id }] of made.entries())
    await house
      .as(owner)
      .get(CourseService)
      .update({ id, tags: ['All', `Tag ${index}`] });
});

it('N+1: the course page costs the same statements for 1 and for 100 courses, through the list and through _entities', async () => {
  const list = `query ($first: Int!) { courses(first: $first) { nodes { ...Page } } } ${page}`;
  const entities = `query ($ids: [_Any!]!) { _entities(representations: $ids) { ...Page } } ${page}`;
  const { courses: all } = await house.data<{ courses: { nodes: { id: string }[] } }>(
    `{ courses(first: 100) { nodes { id } } }`,
  );
  const references = all.nodes.map(({ id }) => ({ __typename: 'Course', id }));
  expect(references).toHaveLength(100);
  for (const viewer of [owner, person(randomUUID())]) {
    const one = await house.statements(list, { viewer, variables: { first: 1 } });
    expect(await house.statements(list, { viewer, variables: { first: 100 } })).toBe(one);
    const few = await house.statements(entities, { viewer, variables: { ids: references.slice(0, 1) } });
    // Fewer where the instructors' other courses are among those asked for: they are read already.
    expect(await house.statements(entities, { viewer, variables: { ids: references } })).toBeLessThanOrEqual(few);
    expect(one).toBeLessThanOrEqual(25);
  }
});
