import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, grant, person } from '../../../kit/testing/viewers';
import { courses } from '..';
import { categoryFactory } from '../category/category.factory';
import { Curriculum } from '../curriculum/curriculum.entity';
import { learnerFactory } from '../learner/learner.factory';
import { CourseInstructors } from './course-instructors.service';
import { CoursePrices } from './course-prices.service';
import { CoursePublishing } from './course-publishing.service';
import { Course } from './course.entity';
import { courseFactory } from './course.factory';
import { CourseNotReady } from './course.payload';
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

describe('publishing', () => {
  const publish = `mutation ($input: PublishCourseInput!) { publishCourse(input: $input) {
    ... on PublishCoursePayload { course { status publishedAt version } }
    ... on CourseNotReady { code message missing { field message lessonId } } } }`;

  it('COURSE_NOT_READY lists everything that is missing, not the first thing', async () => {
    const viewer = teacher();
    const draft = await house.as(viewer).get(CourseService).create({ title: 'Empty' });
    const { publishCourse } = await house.data<{ publishCourse: { missing: { field: string }[] } }>(publish, {
      viewer,
      variables: { input: { id: draft.id } },
    });
    expect(publishCourse).toMatchObject({ code: 'COURSE_NOT_READY' });
    expect(publishCourse.missing.map(({ field }) => field)).toEqual([
      'description',
      'outcomes',
      'category',
      'prices',
      'curriculum',
    ]);
    expect(await house.as().db.findOneByOrFail(Course, { id: draft.id })).toMatchObject({
      status: 'DRAFT',
      version: 1,
    });
  });

  it('names the required lessons without content, as the newest curriculum has them', async () => {
    const viewer = person(randomUUID());
    const draft = await one({ status: 'DRAFT', taughtBy: [viewer.id!] });
    const lesson = (title: string, hasContent: boolean) => ({
      lessonId: randomUUID(),
      title,
      kind: 'ARTICLE' as const,
      isRequired: true,
      isPreview: false,
      hasContent,
      durationSeconds: 60,
      releaseRules: [],
    });
    const curriculum = (revision: number, hasContent: boolean) => ({
      courseId: draft.id,
      organisationId: null,
      revision,
      sections: [{ sectionId: randomUUID(), title: 'One', lessons: [lesson('Begin', hasContent)] }],
    });
    await house.deliver('curriculum.published', curriculum(7, false));
    await house.deliver('curriculum.published', curriculum(6, true));
    expect(await house.data(publish, { viewer, variables: { input: { id: draft.id } } })).toMatchObject({
      publishCourse: {
        missing: [
          {
            field: 'curriculum',
            message: expect.stringContaining('Begin') as string,
            lessonId: expect.any(String) as string,
          },
        ],
      },
    });
    await house.deliver('curriculum.published', curriculum(8, true));
    expect(await house.data(publish, { viewer, variables: { input: { id: draft.id } } })).toMatchObject({
      publishCourse: { course: { status: 'PUBLISHED' } },
    });
    expect(await house.as().db.findOneByOrFail(Curriculum, { courseId: draft.id })).toMatchObject({
      revision: 8,
      lessonCount: 1,
    });
  });

  it('goes draft, published, archived, published, with an event for each step, and keeps its first date', async () => {
    const viewer = person(randomUUID());
    const draft = await one({ status: 'DRAFT', taughtBy: [viewer.id!], prices: { EUR: 500 } });
    const publishing = () => house.as(viewer).get(CoursePublishing);
    const published = (await publishing().publish({ id: draft.id })) as Course;
    const publishedAt = published.publishedAt;
    await expect(publishing().publish({ id: draft.id })).rejects.toMatchObject({ code: 'COURSE_STATUS' });
    await publishing().archive({ id: draft.id });
    house.clock.advance({ days: 1 });
    expect(await publishing().unarchive({ id: draft.id })).toMatchObject({
      status: 'PUBLISHED',
      publishedAt,
      version: 4,
    });
    const told = (await house.emitted('course.changed')).filter(({ courseId }) => courseId === draft.id);
    expect(told.map(({ status, version }) => [status, version])).toEqual([
      ['PUBLISHED', 2],
      ['ARCHIVED', 3],
      ['PUBLISHED', 4],
    ]);
    expect((await house.emitted('course.archived')).filter(({ courseId }) => courseId === draft.id)).toHaveLength(1);
    expect((await house.emitted('course.published')).filter(({ courseId }) => courseId === draft.id)).toHaveLength(2);
  });

  it('is the owner’s to do, not a co-instructor’s', async () => {
    const [owner, helper] = [randomUUID(), randomUUID()];
    const draft = await one({ status: 'DRAFT', taughtBy: [owner, helper] });
    await expect(house.as(person(helper)).get(CoursePublishing).publish({ id: draft.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(
      house.as(person(helper)).get(CourseService).update({ id: draft.id, subtitle: 'Mine too' }),
    ).resolves.toMatchObject({ subtitle: 'Mine too' });
  });

  it('leaves a published course with what it needs', async () => {
    const owner = person(randomUUID());
    const course = await one({ taughtBy: [owner.id!] });
    const update = house.as(owner).get(CourseService).update({ id: course.id, description: ' ', categoryId: null });
    await expect(update).rejects.toMatchObject({
      code: 'BAD_INPUT',
      facts: { fields: { description: expect.any(String) as string, category: expect.any(String) as string } },
    });
    await expect(house.as(owner).get(CoursePrices).set({ courseId: course.id, prices: [] })).rejects.toMatchObject({
      code: 'PRICE_REQUIRED',
    });
  });

  it('refuses a course nobody owns', async () => {
    const draft = await one({ status: 'DRAFT', taughtBy: [] });
    const result = await house.as(admin).get(CoursePublishing).publish({ id: draft.id });
    expect(result).toBeInstanceOf(CourseNotReady);
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

describe('slugs', () => {
  const bySlug = async (slug: string) =>
    (
      await house.data<{ courseBySlug: { id: string } | null }>(
        `query ($slug: String!) { courseBySlug(slug: $slug) { id slug } }`,
        { variables: { slug } },
      )
    ).courseBySlug;

  it('an old slug still finds the course, and never becomes another’s', async () => {
    const owner = person(randomUUID());
    const [course, other] = [await one({ taughtBy: [owner.id!] }), await one({ taughtBy: [owner.id!] })];
    const slug = `renamed-${randomUUID()}`;
    await house.as(owner).get(CourseService).update({ id: course.id, slug });
    expect(await bySlug(course.slug)).toEqual({ id: course.id, slug });
    await expect(house.as(owner).get(CourseService).update({ id: other.id, slug: course.slug })).rejects.toMatchObject({
      code: 'SLUG_TAKEN',
    });
    await expect(
      house.as(owner).get(CourseService).update({ id: course.id, slug: course.slug }),
    ).resolves.toMatchObject({ slug: course.slug });
  });

  it('two courses of one title at once get two slugs', async () => {
    const title = `Twins ${randomUUID()}`;
    const twins = await Promise.all(
      Array.from({ length: 8 }, () => house.as(teacher()).get(CourseService).create({ title })),
    );
    expect(new Set(twins.map(({ slug }) => slug)).size).toBe(8);
  });

  it('of two who choose one slug at once, one gets it', async () => {
    const slug = `wanted-${randomUUID()}`;
    const tries = await Promise.allSettled(
      Array.from({ length: 6 }, () => house.as(teacher()).get(CourseService).create({ title: 'Wanted', slug })),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const refused of tries.filter((attempt) => attempt.status === 'rejected'))
      expect(refused.reason).toMatchObject({ code: 'SLUG_TAKEN' });
  });
});

describe('prices', () => {
  it('Minor units: a list per currency, exact in each, with the base currency where there is none', async () => {
    const owner = person(randomUUID());
    const course = await one({ taughtBy: [owner.id!] });
    const prices = [
      { currency: 'KWD', minor: '4250' },
      { currency: 'JPY', minor: '2000' },
      { currency: 'EUR', minor: '1299' },
    ];
    const data = await house.data(
      `mutation ($input: SetCoursePricesInput!) { setCoursePrices(input: $input) { course {
        isFree prices { minor currency } yen: price(currency: "JPY") { minor formatted } dinar: price(currency: "KWD") { formatted(locale: "en") } pounds: price(currency: "GBP") { minor currency } } } }`,
      { viewer: owner, variables: { input: { courseId: course.id, prices } } },
    );
    expect(data).toEqual({
      setCoursePrices: {
        course: {
          isFree: false,
          prices: [
            { minor: '1299', currency: 'EUR' },
            { minor: '2000', currency: 'JPY' },
            { minor: '4250', currency: 'KWD' },
          ],
          yen: { minor: '2000', formatted: '¥2,000' },
          dinar: { formatted: 'KWD\u00a04.250' },
          pounds: { minor: '1299', currency: 'EUR' },
        },
      },
    });
    const told = (await house.emitted('course.changed')).filter(({ courseId }) => courseId === course.id);
    expect(told).toEqual([
      expect.objectContaining({
        version: 2,
        prices: [
          { currency: 'EUR', minor: '1299' },
          { currency: 'JPY', minor: '2000' },
          { currency: 'KWD', minor: '4250' },
        ],
      }),
    ]);
  });
});

describe('instructors', () => {
  it('come, leave and take over; each change is a new version that everyone is told of', async () => {
    const [owner, helper] = [person(randomUUID()), person(randomUUID())];
    const course = await one({ taughtBy: [owner.id!] });
    const both = { courseId: course.id, userId: helper.id! };
    const team = (viewer = owner) => house.as(viewer).get(CourseInstructors);
    await team().add(both);
    await expect(team().add(both)).rejects.toMatchObject({ code: 'ALREADY_INSTRUCTOR' });
    await expect(team(helper).remove({ courseId: course.id, userId: owner.id! })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(team().remove({ courseId: course.id, userId: owner.id! })).rejects.toMatchObject({
      code: 'OWNER_STAYS',
    });
    await team().transfer(both);
    await team().remove({ courseId: course.id, userId: owner.id! });
    await expect(team(helper).remove({ courseId: course.id, userId: owner.id! })).rejects.toMatchObject({
      code: 'NOT_INSTRUCTOR',
    });
    const told = (await house.emitted('course.changed')).filter(({ courseId }) => courseId === course.id);
    expect(told.map(({ version, instructorIds }) => [version, instructorIds])).toEqual([
      [2, [owner.id, helper.id]],
      [3, [helper.id, owner.id]],
      [4, [helper.id]],
    ]);
  });

  it('shows what a mutation changed, though the same request had read it before', async () => {
    const owner = person(randomUUID());
    const course = await one({ taughtBy: [owner.id!] });
    const userId = randomUUID();
    const data = await house.data(
      `mutation ($a: AddCoInstructorInput!, $b: RemoveCoInstructorInput!) {
        addCoInstructor(input: $a) { course { instructors { role } } }
        removeCoInstructor(input: $b) { course { instructors { role } } } }`,
      { viewer: owner, variables: { a: { courseId: course.id, userId }, b: { courseId: course.id, userId } } },
    );
    expect(data).toMatchObject({ removeCoInstructor: { course: { instructors: [{ role: 'OWNER' }] } } });
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

it('popularity counts people, whatever order their enrolments come and go in', async () => {
  const course = await one();
  const [learner, other] = [randomUUID(), randomUUID()];
  const enrolment = (userId: string) => ({
    enrollmentId: randomUUID(),
    userId,
    courseId: course.id,
    runId: null,
    organisationId: null,
    startedAt: '2026-02-01T00:00:00.000Z',
  });
  const [first, again] = [enrolment(learner), enrolment(learner)];
  await house.deliver('enrollment.ended', { ...first, endedAt: '2026-02-03T00:00:00.000Z', reason: 'REFUND' });
  const id = await house.deliver('enrollment.started', first);
  await house.deliver('enrollment.started', first, id);
  await house.deliver('enrollment.started', again);
  await house.deliver('enrollment.started', enrolment(other));
  const after = await house.as().db.findOneByOrFail(Course, { id: course.id });
  expect([after.popularity, after.version]).toEqual([2, course.version]);
});
