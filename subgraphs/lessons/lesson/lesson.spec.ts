import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import { lessons } from '..';
import { courseFactory, lessonInput } from '../testing/lessons.factory';
import { LessonService } from './lesson.service';

const house = subgraphTest(lessons);

async function make() {
  const [course] = await house.make(courseFactory, [{ sections: [[{ title: 'A' }]] }]);
  const editor = person(course!.instructorId);
  const read = async (id: string) => {
    const query = `query ($id: ID!) { lesson(id: $id) { title isPreview body bodyHtml } }`;
    const data = await house.data<{ lesson: { bodyHtml: string } }>(query, { viewer: editor, variables: { id } });
    return data.lesson;
  };
  return {
    here: course!.sections[0]!.id,
    a: course!.lessons[0]!.id,
    service: () => house.as(editor).get(LessonService),
    read,
  };
}

it('leaves what it does not name, and refuses a stale version', async () => {
  const { service, a, read } = await make();
  await service().update({ id: a, isPreview: true });
  expect(await read(a)).toMatchObject({ title: 'A', body: 'The text of A.' });
  const late = service().update({ id: a, title: 'Late', expectedVersion: 1 });
  await expect(late).rejects.toMatchObject({ code: 'CONFLICT', facts: { currentVersion: 2 } });
});

it('knows whether a lesson has content', async () => {
  const { service, here } = await make();
  const article = await service().create(lessonInput(here));
  const video = await service().create(lessonInput(here, { kind: 'VIDEO', body: 'Notes.' }));
  expect([article.hasContent, video.hasContent]).toEqual([false, false]);
  expect((await service().update({ id: article.id, body: 'A text.' })).hasContent).toBe(true);
  expect((await service().update({ id: article.id, title: 'Renamed' })).hasContent).toBe(true);
  expect((await service().update({ id: article.id, body: ' \n' })).hasContent).toBe(false);
  expect((await service().update({ id: video.id, contentId: randomUUID() })).hasContent).toBe(true);
  expect((await service().update({ id: video.id, contentId: null })).hasContent).toBe(false);
  await expect(service().update({ id: article.id, contentId: randomUUID() })).rejects.toMatchObject({
    code: 'BAD_INPUT',
  });
});

it('renders Markdown without anything that runs', async () => {
  const { service, a, read } = await make();
  await service().update({ id: a, body: '# Hello\n<script>alert(1)</script> [x](javascript:alert(1))' });
  const lesson = await read(a);
  expect(lesson.bodyHtml).toContain('<h1>Hello</h1>');
  expect(lesson.bodyHtml).not.toMatch(/<script|href="javascript/);
});
