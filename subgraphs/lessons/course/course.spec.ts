import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import { lessons } from '..';
import { SectionService } from '../section/section.service';
import { courseFacts } from '../testing/learner';
import { courseFactory } from '../testing/lessons.factory';
import { Course } from './course.entity';

const house = subgraphTest(lessons);

const known = (id: string): Promise<Course | null> => house.as().db.findOneBy(Course, { id });

it('knows a course once its facts have arrived', async () => {
  const facts = courseFacts();
  const [instructorId] = facts.instructorIds;
  const addSection = () =>
    house.as(person(instructorId!)).get(SectionService).create({ courseId: facts.courseId, title: 'First' });
  await expect(addSection()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await house.deliver('course.changed', facts);
  expect(await addSection()).toMatchObject({ title: 'First', position: 1 });
});

it('keeps the newest facts, whatever the order in which they arrive', async () => {
  const facts = courseFacts({ version: 3, status: 'PUBLISHED' });
  await house.deliver('course.changed', facts);
  await house.deliver('course.changed', { ...facts, version: 2, status: 'DRAFT', instructorIds: [] });
  expect(await known(facts.courseId)).toMatchObject({
    status: 'PUBLISHED',
    factsVersion: 3,
    instructorIds: facts.instructorIds,
  });
  await house.deliver('course.changed', { ...facts, version: 4, status: 'ARCHIVED' });
  expect(await known(facts.courseId)).toMatchObject({ status: 'ARCHIVED', factsVersion: 4 });
});

it('facts of a course leave the versions of its draft alone', async () => {
  const [course] = await house.make(courseFactory, [{ sections: [[{ title: 'One' }]] }]);
  const before = await known(course!.id);
  await house.deliver('course.changed', courseFacts({ courseId: course!.id, version: 9 }));
  const { version, orderVersion, publishedVersion } = before!;
  expect(await known(course!.id)).toMatchObject({ version, orderVersion, publishedVersion, factsVersion: 9 });
});

it('an instructor who leaves the course edits it no more', async () => {
  const facts = courseFacts();
  const [leaver] = facts.instructorIds;
  await house.deliver('course.changed', facts);
  await house.deliver('course.changed', { ...facts, version: 2, instructorIds: [randomUUID()] });
  const add = house.as(person(leaver!)).get(SectionService).create({ courseId: facts.courseId, title: 'Mine' });
  await expect(add).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('tenant: what a course consists of moves to another organisation with it', async () => {
  const [a, b] = [randomUUID(), randomUUID()];
  const [course] = await house.make(courseFactory, [{ organisationId: a, sections: [[{ title: 'One' }]] }]);
  await house.deliver('course.changed', courseFacts({ courseId: course!.id, organisationId: b, version: 2 }));
  const read = async (organisation: string) => {
    const viewer = person(randomUUID(), { organisations: [organisation] });
    const variables = { lesson: course!.lessons[0]!.id, section: course!.sections[0]!.id };
    return house.data(
      `query ($lesson: ID!, $section: ID!) { lesson(id: $lesson) { title } section(id: $section) { title } }`,
      { viewer, variables },
    );
  };
  expect(await read(a)).toEqual({ lesson: null, section: null });
  expect(await read(b)).toEqual({ lesson: { title: 'One' }, section: { title: 'Section 1' } });
});
