import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, person } from '../../../kit/testing/viewers';
import { lessons } from '..';
import { courseFactory, lessonInput } from '../testing/lessons.factory';
import { Lesson } from './lesson.entity';
import { LessonService } from './lesson.service';

const house = subgraphTest(lessons);
const abcAndD = { sections: [[{ title: 'A' }, { title: 'B' }, { title: 'C' }], [{ title: 'D' }]] };

async function make(given: Parameters<typeof courseFactory>[1] = abcAndD) {
  const [course] = await house.make(courseFactory, [given]);
  const { instructorId, sections, lessons: made } = course!;
  const editor = person(instructorId);
  const named = (title: string): Lesson => made.find((lesson) => lesson.title === title)!;
  const service = () => house.as(editor).get(LessonService);
  const order = () => Promise.all(sections.map((section) => titlesIn(section.id)));
  return { editor, named, service, order, here: sections[0]!.id, there: sections[1]!.id };
}

async function titlesIn(sectionId: string): Promise<string> {
  const rows = await house.as().db.find(Lesson, { where: { sectionId }, order: { position: 'ASC' } });
  expect(rows.map((row) => row.position)).toEqual(rows.map((_, index) => index + 1));
  return rows.map((row) => row.title).join('');
}

it('adds at the end, moves within a section and across, and deletes, without a gap', async () => {
  const { service, order, named, here, there } = await make();
  await service().create(lessonInput(here, { title: 'E' }));
  expect(await order()).toEqual(['ABCE', 'D']);
  await service().move({ id: named('C').id, sectionId: here, position: 1 });
  expect(await order()).toEqual(['CABE', 'D']);
  await service().move({ id: named('A').id, sectionId: there, afterLessonId: named('D').id });
  expect(await order()).toEqual(['CBE', 'DA']);
  await service().move({ id: named('D').id, sectionId: here });
  expect(await order()).toEqual(['CBED', 'A']);
  await service().delete({ id: named('B').id });
  expect(await order()).toEqual(['CED', 'A']);
});

it('reorder: two instructors move lessons at once: one conflict, no gap', async () => {
  const { service, order, named, there } = await make();
  const moves = await Promise.allSettled([
    service().move({ id: named('A').id, sectionId: there, position: 1, expectedVersion: 1 }),
    service().move({ id: named('B').id, sectionId: there, position: 1, expectedVersion: 1 }),
  ]);
  expect(moves.map((move) => move.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(moves.find((move) => move.status === 'rejected')).toMatchObject({ reason: { code: 'CONFLICT' } });
  expect([...(await order()).join('')].toSorted().join('')).toBe('ABCD');
  expect((await order()).map((titles) => titles.length)).toEqual([2, 2]);
});

it('reorder: many changes at once without a version all happen, and leave no gap', async () => {
  const { service, order, named, here, there } = await make();
  await Promise.all([
    service().move({ id: named('A').id, sectionId: there, position: 1 }),
    service().move({ id: named('D').id, sectionId: here, position: 1 }),
    service().create(lessonInput(here, { title: 'E' })),
    service().create(lessonInput(there, { title: 'F' })),
    service().delete({ id: named('B').id }),
    service().update({ id: named('C').id, body: 'Changed in between.' }),
  ]);
  const [first, second] = await order();
  expect([...first!].toSorted().join('')).toBe('CDE');
  expect([...second!].toSorted().join('')).toBe('AF');
});

it('a lesson does not move to another course', async () => {
  const { service, named } = await make();
  const [theirs] = await house.make(courseFactory, [{ sections: [[]] }]);
  const move = service().move({ id: named('A').id, sectionId: theirs!.sections[0]!.id });
  await expect(move).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const [mine] = await house.make(courseFactory, [{ sections: [[]] }]);
  const asAdmin = house
    .as(administrator(randomUUID()))
    .get(LessonService)
    .move({ id: named('A').id, sectionId: mine!.sections[0]!.id });
  await expect(asAdmin).rejects.toMatchObject({ code: 'BAD_INPUT' });
});

it('a section holds 200 lessons and no more', async () => {
  const full = Array.from({ length: 200 }, (_, index) => ({ title: `${index}` }));
  const { service, named, here } = await make({ sections: [full, [{ title: 'Z' }]], isPublished: false });
  const refusal = { code: 'OUTLINE_FULL', facts: { limit: 200, things: 'lessons' } };
  await expect(service().create(lessonInput(here))).rejects.toMatchObject(refusal);
  await expect(service().move({ id: named('Z').id, sectionId: here })).rejects.toMatchObject(refusal);
  await service().move({ id: named('0').id, sectionId: here, position: 200 });
});

it('answers a move with both sections', async () => {
  const { editor, named, there } = await make();
  const move = `mutation ($input: MoveLessonInput!) { moveLesson(input: $input) { lesson { position section { title } } sections { lessons { title } } } }`;
  const data = await house.data<Record<string, unknown>>(move, {
    viewer: editor,
    variables: { input: { id: named('A').id, sectionId: there, position: 1 } },
  });
  expect(data['moveLesson']).toEqual({
    lesson: { position: 1, section: { title: 'Section 2' } },
    sections: [{ lessons: [{ title: 'B' }, { title: 'C' }] }, { lessons: [{ title: 'A' }, { title: 'D' }] }],
  });
});
