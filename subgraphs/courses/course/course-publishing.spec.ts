import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, grant, person } from '../../../kit/testing/viewers';
import { courses } from '..';
import { Curriculum } from '../curriculum/curriculum.entity';
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

async function one(given: Parameters<typeof courseFactory>[1] = {}): Promise<Course> {
  const [course] = await house.make(courseFactory, [given]);
  return course!;
}

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
      contentId: null,
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
