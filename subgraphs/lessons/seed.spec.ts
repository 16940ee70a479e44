import { randomUUID } from 'node:crypto';
import { demoCourses, demoId, demoVideoLesson } from '../../kit/demo/world';
import { subgraphTest } from '../../kit/testing/subgraph-test';
import { person } from '../../kit/testing/viewers';
import { lessons } from '.';
import { Lesson, PublishedLesson } from './lesson/lesson.entity';
import { seed } from './seed';
import { courseFacts, enrollmentFacts } from './testing/learner';

const house = subgraphTest(lessons);
const slug = 'typescript-from-first-principles';

beforeAll(async () => {
  for (const name of Object.keys(demoCourses))
    await house.deliver('course.changed', courseFacts({ courseId: demoId('Course', name), slug: name }));
});

it('writes and publishes the curriculum of every demo course, once', async () => {
  await seed(house.as());
  const emitted = await house.emitted('curriculum.published');
  expect(emitted.map((facts) => facts.courseId).toSorted()).toEqual(
    Object.keys(demoCourses)
      .map((name) => demoId('Course', name))
      .toSorted(),
  );
  expect(emitted.every((facts) => facts.revision === 1 && facts.sections.length > 1)).toBe(true);
  const all = emitted.flatMap((facts) => facts.sections).flatMap((section) => section.lessons);
  expect(all.length).toBeGreaterThanOrEqual(100);
  expect(all.filter((lesson) => !lesson.hasContent)).toEqual([]);
  const rows = await house.as().db.count(Lesson);
  await seed(house.as());
  expect(await house.emitted('curriculum.published')).toHaveLength(emitted.length);
  expect([await house.as().db.count(Lesson), await house.as().db.count(PublishedLesson)]).toEqual([rows, rows]);
});

it('ids are those that other subgraphs expect', async () => {
  const id = demoId('Lesson', `${slug}/01-types-are-sets/01-a-type-is-a-set-of-values`);
  const query = `query ($id: ID!) { lesson(id: $id) { title section { title } course { id curriculum { revision } } } }`;
  const data = await house.data<{ lesson: object }>(query, { variables: { id } });
  expect(data.lesson).toMatchObject({
    section: { title: 'Types are sets' },
    course: { id: demoId('Course', slug), curriculum: { revision: 1 } },
  });
});

it('has a lesson for the video of the demo', async () => {
  const lesson = await house.as().db.findOneByOrFail(Lesson, { id: demoId('Lesson', demoVideoLesson) });
  expect(lesson).toMatchObject({ kind: 'VIDEO', isPreview: true, contentId: demoId('Content', demoVideoLesson) });
});

it('has something locked to look at', async () => {
  const learner = person(randomUUID());
  await house.deliver('enrollment.started', enrollmentFacts(learner.id!, demoId('Course', slug)));
  const id = demoId('Lesson', `${slug}/02-narrowing-and-modelling/04-check-yourself-sets-and-narrowing`);
  const query = `query ($id: ID!) { lesson(id: $id) { body release { isReleased waitingFor { title } } } }`;
  const data = await house.data(query, { viewer: learner, variables: { id } });
  expect(data).toEqual({
    lesson: { body: null, release: { isReleased: false, waitingFor: [{ title: 'Never is useful' }] } },
  });
});
