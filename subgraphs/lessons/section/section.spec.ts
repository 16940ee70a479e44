import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import { lessons } from '..';
import { courseFactory } from '../testing/lessons.factory';
import { Section } from './section.entity';
import { SectionService } from './section.service';

const house = subgraphTest(lessons);

async function threeSections() {
  const [course] = await house.make(courseFactory, [{ sections: [[{ title: 'One' }], [], [{ title: 'Two' }]] }]);
  const { id, instructorId, sections } = course!;
  const service = () => house.as(person(instructorId)).get(SectionService);
  const order = async () => {
    const rows = await house.as().db.find(Section, { where: { courseId: id }, order: { position: 'ASC' } });
    expect(rows.map((row) => row.position)).toEqual(rows.map((_, index) => index + 1));
    return rows.map((row) => row.title.replace('Section ', ''));
  };
  return {
    courseId: id,
    viewer: person(instructorId),
    service,
    order,
    first: sections[0]!,
    second: sections[1]!,
    third: sections[2]!,
  };
}

it('adds at the end, moves and deletes without a gap', async () => {
  const { courseId, service, order, first, second, third } = await threeSections();
  await service().create({ courseId, title: 'Section 4' });
  expect(await order()).toEqual(['1', '2', '3', '4']);
  await service().move({ id: third.id, position: 1 });
  expect(await order()).toEqual(['3', '1', '2', '4']);
  await service().move({ id: third.id, afterSectionId: second.id });
  expect(await order()).toEqual(['1', '2', '3', '4']);
  await service().delete({ id: second.id, withLessons: false });
  expect(await order()).toEqual(['1', '3', '4']);
  await service().move({ id: first.id });
  expect(await order()).toEqual(['3', '4', '1']);
});

it('deletes a section with lessons only where that is said', async () => {
  const { service, order, first } = await threeSections();
  await expect(service().delete({ id: first.id, withLessons: false })).rejects.toMatchObject({
    code: 'SECTION_NOT_EMPTY',
  });
  await service().delete({ id: first.id, withLessons: true });
  expect(await order()).toEqual(['2', '3']);
});

it('refuses a stale edit with CONFLICT and the current version', async () => {
  const { service, first } = await threeSections();
  await service().update({ id: first.id, title: 'Mine', expectedVersion: 1 });
  const late = service().update({ id: first.id, title: 'Theirs', expectedVersion: 1 });
  await expect(late).rejects.toMatchObject({ code: 'CONFLICT', facts: { currentVersion: 2 } });
});

it('an edit of the text does not make a move stale, a move does', async () => {
  const { service, order, first, second, third } = await threeSections();
  await service().update({ id: first.id, title: 'Section 1' });
  await service().move({ id: third.id, position: 1, expectedVersion: 1 });
  const late = service().move({ id: second.id, position: 1, expectedVersion: 1 });
  await expect(late).rejects.toMatchObject({ code: 'CONFLICT', facts: { currentVersion: 2 } });
  expect(await order()).toEqual(['3', '1', '2']);
});

it('reorder: two instructors move sections at once: one conflict, no gap', async () => {
  const { service, order, first, third } = await threeSections();
  const moves = await Promise.allSettled([
    service().move({ id: first.id, position: 3, expectedVersion: 1 }),
    service().move({ id: third.id, position: 1, expectedVersion: 1 }),
  ]);
  expect(moves.map((move) => move.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(moves.find((move) => move.status === 'rejected')).toMatchObject({ reason: { code: 'CONFLICT' } });
  expect((await order()).toSorted()).toEqual(['1', '2', '3']);
});

it('a course holds 100 sections and no more, also when many are added at once', async () => {
  const [course] = await house.make(courseFactory, [
    { sections: Array.from({ length: 95 }, () => []), isPublished: false },
  ]);
  const service = () => house.as(person(course!.instructorId)).get(SectionService);
  const adds = await Promise.allSettled(
    Array.from({ length: 9 }, () => service().create({ courseId: course!.id, title: 'More' })),
  );
  expect(adds.filter((add) => add.status === 'fulfilled')).toHaveLength(5);
  expect(adds.find((add) => add.status === 'rejected')).toMatchObject({
    reason: { code: 'OUTLINE_FULL', facts: { limit: 100 } },
  });
});

it('answers a move with the new order', async () => {
  const { viewer, third } = await threeSections();
  const move = `mutation ($input: MoveSectionInput!) { moveSection(input: $input) { section { position } course { draftCurriculum { orderVersion sections { title } } } } }`;
  const data = await house.data(move, {
    viewer,
    variables: { input: { id: third.id, position: 1, expectedVersion: 1 } },
  });
  const sections = ['Section 3', 'Section 1', 'Section 2'].map((title) => ({ title }));
  expect(data).toEqual({
    moveSection: { section: { position: 1 }, course: { draftCurriculum: { orderVersion: 2, sections } } },
  });
});

it('existence: a section that is not published, or lies in a hidden course, reads like one that does not exist', async () => {
  const { courseId, service } = await threeSections();
  const draft = await service().create({ courseId, title: 'Not yet' });
  const [hidden] = await house.make(courseFactory, [{ status: 'DRAFT', sections: [[]] }]);
  const stranger = person(randomUUID());
  const read = (id: string) =>
    house.run(`query ($id: ID!) { section(id: $id) { title } }`, { viewer: stranger, variables: { id } });
  const change = (id: string) =>
    house.run(`mutation ($id: ID!) { updateSection(input: { id: $id, title: "Mine" }) { section { title } } }`, {
      viewer: stranger,
      variables: { id },
    });
  for (const id of [draft.id, hidden!.sections[0]!.id]) {
    expect(await read(id)).toEqual(await read(randomUUID()));
    expect(await change(id)).toEqual(await change(randomUUID()));
  }
});
