import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import { lessons } from '..';
import { CurriculumService } from '../curriculum/curriculum.service';
import { enrollmentFacts } from '../testing/learner';
import { courseFactory } from '../testing/lessons.factory';
import { ResourceService } from './resource.service';

const house = subgraphTest(lessons);
const url = new URL('https://example.org/notes.pdf');

async function make() {
  const [course] = await house.make(courseFactory, [{ sections: [[{ title: 'One' }]] }]);
  const editor = person(course!.instructorId);
  return {
    courseId: course!.id,
    lessonId: course!.lessons[0]!.id,
    editor,
    service: () => house.as(editor).get(ResourceService),
  };
}

const readResources = `query ($id: ID!) { lesson(id: $id) { resources { title url } } }`;

it('adds and removes resources; learners get them once they are published', async () => {
  const { courseId, lessonId, editor, service } = await make();
  const learner = person(randomUUID());
  await house.deliver('enrollment.started', enrollmentFacts(learner.id!, courseId));
  const { resource } = await service().add({ lessonId, title: 'Notes', url });
  const read = (viewer = learner) => house.data(readResources, { viewer, variables: { id: lessonId } });
  expect(await read()).toEqual({ lesson: { resources: [] } });
  await house.as(editor).get(CurriculumService).publish({ courseId });
  expect(await read()).toEqual({ lesson: { resources: [{ title: 'Notes', url: 'https://example.org/notes.pdf' }] } });
  expect(await read(person(randomUUID()))).toEqual({ lesson: { resources: null } });
  await service().remove({ lessonId, resourceId: resource.id });
  expect(await read(editor)).toEqual({ lesson: { resources: [] } });
  await expect(service().remove({ lessonId, resourceId: resource.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('a lesson holds 20 resources and no more, also when many are added at once', async () => {
  const { lessonId, service } = await make();
  const adds = await Promise.allSettled(
    Array.from({ length: 23 }, () => service().add({ lessonId, title: 'Notes', url })),
  );
  expect(adds.filter((add) => add.status === 'fulfilled')).toHaveLength(20);
  expect(adds.find((add) => add.status === 'rejected')).toMatchObject({
    reason: { code: 'OUTLINE_FULL', facts: { limit: 20 } },
  });
});

it.each([
  'javascript:alert(1)',
  'data:text/html,hello',
  'file:///etc/passwd',
  `https://example.org/${'x'.repeat(2_000)}`,
])('refuses the address %.40s', async (address) => {
  const { lessonId, service } = await make();
  const add = async () => service().add({ lessonId, title: 'Notes', url: new URL(address) });
  await expect(add()).rejects.toMatchObject({ code: 'BAD_INPUT' });
});
