import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, grant, person } from '../../../kit/testing/viewers';
import { courses } from '..';
import { categoryFactory } from '../category/category.factory';
import { learnerFactory } from '../learner/learner.factory';
import { CoursePublishing } from './course-publishing.service';
import type { Course } from './course.entity';
import { courseFactory } from './course.factory';
import { CourseService } from './course.service';

const house = subgraphTest(courses);
const admin = administrator(randomUUID());

/** Someone who may begin courses in the marketplace. */
const teacher = (id: string = randomUUID()) => person(id, { grants: [grant('instructor', ['course.create'])] });

const readCourse = (id: string, viewer = person(randomUUID())) =>
  house.run(`query ($id: ID!) { course(id: $id) { id title } }`, { viewer, variables: { id } });

async function one(given: Parameters<typeof courseFactory>[1] = {}): Promise<Course> {
  const [course] = await house.make(courseFactory, [given]);
  return course!;
}

describe('a draft', () => {
  it('begins with its author as owner, a slug from its title, and one event', async () => {
    const viewer = teacher();
    const [category] = await house.make(categoryFactory, [{ name: `Craft ${randomUUID()}` }]);
    const title = `Bread & Salt ${randomUUID().slice(0, 6)}`;
    const input = {
      title,
      description: '# Bread',
      outcomes: [' Bake ', ''],
      tags: ['Baking', 'C++'],
      categoryId: category!.id,
    };
    const data = await house.data<{ createCourse: { course: Record<string, unknown> } }>(
      `mutation ($input: CreateCourseInput!) { createCourse(input: $input) {
        course { id slug status version outcomes descriptionHtml isFree price { minor } tags { slug } category { id }
                 instructors { role user { id } } viewerCan { edit publish review } } } }`,
      { viewer, variables: { input } },
    );
    expect(data.createCourse.course).toMatchObject({
      slug: title.toLowerCase().replace('&', 'and').replaceAll(' ', '-'),
      status: 'DRAFT',
      version: 1,
      outcomes: ['Bake'],
      descriptionHtml: '<h1>Bread</h1>\n',
      isFree: false,
      price: null,
      tags: [{ slug: 'baking' }, { slug: 'c-plus-plus' }],
      category: { id: category!.id },
      instructors: [{ role: 'OWNER', user: { id: viewer.id } }],
      viewerCan: { edit: true, publish: true, review: false },
    });
    const told = (await house.emitted('course.changed')).filter(
      ({ courseId }) => courseId === data.createCourse.course['id'],
    );
    expect(told).toEqual([
      expect.objectContaining({ version: 1, status: 'DRAFT', instructorIds: [viewer.id], prices: [], runs: [] }),
    ]);
  });

  it('is begun only by those with the permission, where it counts', async () => {
    const organisationId = randomUUID();
    const begin = (viewer = person(randomUUID())) =>
      house.as(viewer).get(CourseService).create({ title: 'Mine', organisationId });
    await expect(begin(teacher())).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(begin()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const grants = [grant('trainer', ['course.create'], { organisationId })];
    await expect(begin(person(randomUUID(), { organisations: [organisationId], grants }))).resolves.toMatchObject({
      organisationId,
    });
  });

  it('existence: reads like nothing to everyone but its instructors and administrators', async () => {
    const owner = randomUUID();
    const draft = await one({ status: 'DRAFT', taughtBy: [owner] });
    expect(await readCourse(draft.id)).toEqual(await readCourse(randomUUID()));
    expect(
      (
        await house.data(`query ($slug: String!) { courseBySlug(slug: $slug) { id } }`, {
          variables: { slug: draft.slug },
        })
      )['courseBySlug'],
    ).toBeNull();
    expect((await readCourse(draft.id, person(owner))).data).toMatchObject({ course: { id: draft.id } });
    expect((await readCourse(draft.id, admin)).data).toMatchObject({ course: { id: draft.id } });
  });

  it('may be edited by a grant on this one course', async () => {
    const [draft, other] = [await one({ status: 'DRAFT' }), await one({ status: 'DRAFT' })];
    const editor = person(randomUUID(), {
      grants: [grant('helper', ['course.edit'], { resource: `Course:${draft.id}` })],
    });
    await expect(house.as(editor).get(CourseService).update({ id: draft.id, title: 'Better' })).resolves.toMatchObject({
      title: 'Better',
    });
    await expect(house.as(editor).get(CourseService).update({ id: other.id, title: 'Better' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('an archived course', () => {
  it('is kept by those who are or were enrolled, and by nobody else', async () => {
    const [now, once] = [person(randomUUID()), person(randomUUID())];
    const course = await one({ status: 'ARCHIVED', publishedAt: house.clock.now() });
    await house.make(learnerFactory, [
      { course, userId: now.id! },
      { course, userId: once.id!, endedAt: house.clock.now() },
    ]);
    expect((await readCourse(course.id, now)).data).toMatchObject({ course: { id: course.id } });
    expect((await readCourse(course.id, once)).data).toMatchObject({ course: { id: course.id } });
    expect((await readCourse(course.id)).data).toEqual({ course: null });
  });
});

it('a clone has the texts, tags and prices, and nothing of the people', async () => {
  const [owner, helper] = [person(randomUUID()), randomUUID()];
  const course = await one({
    taughtBy: [randomUUID(), helper],
    prices: { EUR: 100, USD: 120 },
    requirements: ['Time'],
  });
  const viewer = teacher(helper);
  await house
    .as(viewer)
    .get(CourseService)
    .update({ id: course.id, tags: ['One', 'Two'] });
  const clone = `mutation ($input: CloneCourseInput!) { cloneCourse(input: $input) { course {
    title status requirements ratingCount publishedAt prices { minor currency } tags { name } instructors { user { id } } } } }`;
  expect(await house.data(clone, { viewer, variables: { input: { id: course.id, title: 'Again' } } })).toEqual({
    cloneCourse: {
      course: {
        title: 'Again',
        status: 'DRAFT',
        requirements: ['Time'],
        ratingCount: 0,
        publishedAt: null,
        prices: [
          { minor: '100', currency: 'EUR' },
          { minor: '120', currency: 'USD' },
        ],
        tags: [{ name: 'One' }, { name: 'Two' }],
        instructors: [{ user: { id: helper } }],
      },
    },
  });
  const refused = await house.run(clone, { viewer: owner, variables: { input: { id: course.id } } });
  expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
});

it('two edits at once: one conflict', async () => {
  const owner = person(randomUUID());
  const course = await one({ taughtBy: [owner.id!] });
  const edits = await Promise.allSettled(
    ['A', 'B'].map((title) => house.as(owner).get(CourseService).update({ id: course.id, title, expectedVersion: 1 })),
  );
  expect(edits.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(edits.find((edit) => edit.status === 'rejected')?.reason).toMatchObject({
    code: 'CONFLICT',
    facts: { currentVersion: 2 },
  });
});

describe('tenant', () => {
  it('a role in one organisation edits nothing in another', async () => {
    const [a, b] = [randomUUID(), randomUUID()];
    const ofB = await one({ organisationId: b });
    const editorOfA = person(randomUUID(), {
      organisations: [a, b],
      grants: [grant('editor', ['course.edit', 'course.publish'], { organisationId: a })],
    });
    await expect(house.as(editorOfA).get(CourseService).update({ id: ofB.id, title: 'Taken' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(house.as(editorOfA).get(CoursePublishing).archive({ id: ofB.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('existence: a published course of another organisation reads like one that does not exist', async () => {
    const hidden = await one({ organisationId: randomUUID() });
    expect(await readCourse(hidden.id)).toEqual(await readCourse(randomUUID()));
  });

  it('an organisation’s category holds no course of the marketplace', async () => {
    const organisationId = randomUUID();
    const owner = person(randomUUID(), { organisations: [organisationId] });
    const [category] = await house.make(categoryFactory, [{ name: 'Internal', organisationId }]);
    const course = await one({ taughtBy: [owner.id!] });
    await expect(
      house.as(owner).get(CourseService).update({ id: course.id, categoryId: category!.id }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
