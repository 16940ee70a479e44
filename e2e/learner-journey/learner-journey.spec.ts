import { randomUUID } from 'node:crypto';
import { until } from '../../kit/testing/until';
import {
  CatalogueDocument,
  CoursePageDocument,
  CreateCourseDocument,
  CreateLessonDocument,
  CreateSectionDocument,
  EnrollDocument,
  GrantRoleDocument,
  LogInDocument,
  MeDocument,
  PostReviewDocument,
  PublishCourseDocument,
  PublishCurriculumDocument,
  ReadLessonDocument,
  RecordProgressDocument,
  RegisterDocument,
  SetCoursePricesDocument,
  VerifyEmailDocument,
} from '../../schema/operations/operations';
import { instructorRole } from '../../subgraphs/users/role/built-in-roles';
import { lyceumTest } from '../harness/lyceum';
import { logIn, makePerson } from '../harness/people';

const opened = lyceumTest();
const password = 'four brown horses cross the river';
const title = 'Reading the Sea';

/** What one step leaves for the next: this file is one story, told in order. */
const story = { admin: '', learner: '', instructor: '', stranger: '', courseId: '', slug: '', lessons: [] as string[] };

async function register(name: string): Promise<string> {
  const { lyceum } = opened;
  const email = `${name}@sea.example`;
  await lyceum.ask(RegisterDocument, { variables: { input: { email, password, username: name, displayName: name } } });
  await lyceum.settle();
  const token = /token=([\w-]+)/.exec(lyceum.letterTo(email).text)?.[1] ?? '';
  await lyceum.ask(VerifyEmailDocument, { variables: { input: { token } } });
  return logIn(lyceum, email, password);
}

const page = async (token: string | null) =>
  (await opened.lyceum.ask(CoursePageDocument, { variables: { slug: story.slug }, token })).courseBySlug;
const catalogue = async (token: string | null) =>
  (await opened.lyceum.ask(CatalogueDocument, { variables: { filter: { search: title } }, token })).courses.nodes;

it('someone registers, follows the letter and logs in', async () => {
  const { lyceum } = opened;
  const email = 'marit@sea.example';
  await lyceum.ask(RegisterDocument, { variables: { input: { email, password, username: 'marit' } } });
  await lyceum.settle();

  const early = await lyceum.ask(LogInDocument, { variables: { input: { email, password } } });
  expect(early.logIn.__typename).not.toBe('LogInPayload');

  const letter = lyceum.letterTo(email);
  expect(letter.subject).toBeTruthy();
  const token = /token=([\w-]+)/.exec(letter.text)?.[1] ?? '';
  await lyceum.ask(VerifyEmailDocument, { variables: { input: { token } } });
  story.learner = await logIn(lyceum, email, password);

  const again = await lyceum.send(VerifyEmailDocument, { variables: { input: { token } } });
  expect(again.errors[0]?.extensions['code']).toBeDefined();
});

it('existence: registering a known address answers the same as an unknown one', async () => {
  const { lyceum } = opened;
  const answer = (email: string, username: string) =>
    lyceum.send(RegisterDocument, { variables: { input: { email, password, username } } });
  const [known, unknown] = [await answer('marit@sea.example', 'marit2'), await answer('nobody@sea.example', 'nobody')];
  expect({ ...known, data: null }).toEqual({ ...unknown, data: null });
});

it('an instructor drafts a course, which nobody else sees', async () => {
  const { lyceum } = opened;
  story.instructor = await register('henrik');
  story.stranger = await register('stranger');
  const refused = await lyceum.send(CreateCourseDocument, { variables: { input: { title } }, token: story.instructor });
  expect(refused.errors[0]?.extensions['code']).toBeDefined();

  story.admin = (await makePerson(lyceum, { username: 'chief', roles: ['admin'] })).token;
  const { me } = await lyceum.ask(MeDocument, { token: story.instructor });
  await lyceum.ask(GrantRoleDocument, {
    variables: { input: { userId: me!.id, roleId: instructorRole.id } },
    token: story.admin,
  });
  story.instructor = await logIn(lyceum, 'henrik@sea.example', password);
  const { createCourse } = await lyceum.ask(CreateCourseDocument, {
    variables: { input: { title } },
    token: story.instructor,
  });
  story.courseId = createCourse.course.id;
  story.slug = createCourse.course.slug;
  await lyceum.settle();

  expect(await page(story.instructor)).toMatchObject({ title, status: 'DRAFT', viewerCan: { edit: true } });
  for (const token of [null, story.learner, story.stranger]) {
    expect(await page(token)).toBeNull();
    expect(await catalogue(token)).toEqual([]);
  }
});

it('COURSE_NOT_READY lists everything that is missing, not the first thing', async () => {
  const variables = { input: { id: story.courseId } };
  const { publishCourse } = await opened.lyceum.ask(PublishCourseDocument, { variables, token: story.instructor });
  if (publishCourse.__typename !== 'CourseNotReady') throw new Error(publishCourse.__typename);
  expect(publishCourse.code).toBe('COURSE_NOT_READY');
  expect(publishCourse.missing.map(({ field }) => field)).toEqual(
    expect.arrayContaining(['description', 'prices', 'curriculum']),
  );
});

it('the instructor fills and publishes it; a stranger can do neither', async () => {
  const { lyceum } = opened;
  const token = story.instructor;
  const stolen = await lyceum.send(SetCoursePricesDocument, {
    variables: { input: { courseId: story.courseId, prices: [{ minor: '0', currency: 'EUR' }] } },
    token: story.stranger,
  });
  expect(stolen.errors[0]?.extensions['code']).toBe('NOT_FOUND');

  await fillCourse(token);
  const sectionInput = { courseId: story.courseId, title: 'Waves' };
  const intruder = await lyceum.send(CreateSectionDocument, {
    variables: { input: sectionInput },
    token: story.stranger,
  });
  expect(intruder.errors[0]?.extensions['code']).toBe('NOT_FOUND');
  const { createSection } = await lyceum.ask(CreateSectionDocument, { variables: { input: sectionInput }, token });
  for (const [index, name] of ['What a wave is', 'Swell and wind sea', 'Reading a chart'].entries()) {
    const input = {
      sectionId: createSection.section.id,
      title: name,
      kind: 'ARTICLE' as const,
      body: `# ${name}\n\nA secret of the sea, number ${index}.`,
      duration: 300,
      isPreview: index === 0,
      isRequired: true,
    };
    const { createLesson } = await lyceum.ask(CreateLessonDocument, { variables: { input }, token });
    story.lessons.push(createLesson.lesson.id);
  }
  await lyceum.ask(PublishCurriculumDocument, { variables: { input: { courseId: story.courseId } }, token });
  await lyceum.settle();
  const { publishCourse } = await lyceum.ask(PublishCourseDocument, {
    variables: { input: { id: story.courseId } },
    token,
  });
  expect(publishCourse).toMatchObject({ __typename: 'PublishCoursePayload', course: { status: 'PUBLISHED' } });
  await lyceum.settle();
});

it('a learner finds it and sees the contents and the preview, but no other body', async () => {
  for (const token of [null, story.learner]) {
    expect(await catalogue(token)).toMatchObject([{ title, lessonCount: 3, price: { minor: '0' } }]);
    const course = await page(token);
    const lessons = course?.curriculum?.sections.flatMap((section) => section.lessons) ?? [];
    expect(lessons.map((lesson) => lesson.title)).toEqual(['What a wave is', 'Swell and wind sea', 'Reading a chart']);
    expect(lessons.map((lesson) => lesson.body !== null)).toEqual([true, false, false]);
    expect(course?.viewerEnrollment).toBeNull();
  }
  const { lesson } = await opened.lyceum.ask(ReadLessonDocument, {
    variables: { id: story.lessons[1]! },
    token: story.learner,
  });
  expect(lesson).toMatchObject({ bodyHtml: null, access: { granted: false, reason: 'NOT_ENROLLED' } });
});

it('only who is logged in can enrol; who has not enrolled cannot record progress or review', async () => {
  const { lyceum } = opened;
  const anonymous = await lyceum.send(EnrollDocument, { variables: { input: { courseId: story.courseId } } });
  expect(anonymous.errors[0]?.extensions['code']).toBe('UNAUTHENTICATED');
  const progress = await lyceum.send(RecordProgressDocument, {
    variables: { input: { courseId: story.courseId, events: [completed(0)] } },
    token: story.stranger,
  });
  expect(progress.errors[0]?.extensions['code']).toBeDefined();
  const review = await lyceum.send(PostReviewDocument, {
    variables: { input: { courseId: story.courseId, stars: 1 } },
    token: story.stranger,
  });
  expect(review.errors[0]?.extensions['code']).toBeDefined();
});

it('the learner enrols, once', async () => {
  const { lyceum } = opened;
  const enroll = () =>
    lyceum.ask(EnrollDocument, { variables: { input: { courseId: story.courseId } }, token: story.learner });
  expect((await enroll()).enroll).toMatchObject({
    __typename: 'EnrollPayload',
    enrollment: { status: 'ACTIVE', course: { title } },
  });
  expect((await enroll()).enroll).toMatchObject({ __typename: 'AlreadyEnrolled' });
  await lyceum.settle();
});

it('the learner reads; a stranger still does not', async () => {
  const read = async (token: string) =>
    (await opened.lyceum.ask(ReadLessonDocument, { variables: { id: story.lessons[1]! }, token })).lesson;
  expect(await read(story.learner)).toMatchObject({
    bodyHtml: expect.stringContaining('A secret of the sea, number 1.'),
    access: { granted: true },
  });
  expect(await read(story.stranger)).toMatchObject({ bodyHtml: null });
});

it('progress grows with what was done, and a repeated report changes nothing', async () => {
  const { lyceum } = opened;
  const report = (events: ReturnType<typeof completed>[]) =>
    lyceum.ask(RecordProgressDocument, {
      variables: { input: { courseId: story.courseId, events } },
      token: story.learner,
    });
  const first = completed(0);
  expect((await report([first])).recordProgress.progress).toMatchObject({
    completedLessons: 1,
    requiredLessons: 3,
    percent: 33,
    completedAt: null,
  });
  expect((await report([first])).recordProgress.progress).toMatchObject({ completedLessons: 1, percent: 33 });
  expect((await page(story.stranger))?.viewerProgress).toBeNull();
});

it('the learner completes the course and reviews it; the rating is the average of rows', async () => {
  const { lyceum } = opened;
  const events = [completed(1), completed(2)];
  const { recordProgress } = await lyceum.ask(RecordProgressDocument, {
    variables: { input: { courseId: story.courseId, events } },
    token: story.learner,
  });
  expect(recordProgress.progress).toMatchObject({ percent: 100, completedAt: expect.any(String) });
  await lyceum.settle();

  const input = { courseId: story.courseId, stars: 4, comment: 'Clear as a calm morning.' };
  const { postReview } = await lyceum.ask(PostReviewDocument, { variables: { input }, token: story.learner });
  expect(postReview.review.course).toMatchObject({ ratingAverage: 4, ratingCount: 1 });
  const twice = await lyceum.send(PostReviewDocument, { variables: { input }, token: story.learner });
  expect(twice.errors[0]?.extensions['code']).toBeDefined();
  expect((await page(null))?.reviews.nodes).toMatchObject([{ stars: 4, author: { displayName: 'marit' } }]);
});

it('nothing failed on the way: no event is dead, and what had to wait for another one has come through', async () => {
  const { lyceum } = opened;
  const failed = async (): Promise<string[]> => {
    const found = lyceum.platform.subgraphs.map(({ resources }) =>
      resources.database.manager.query<{ last_error: string }[]>(
        `SELECT last_error FROM graphile_worker._private_jobs WHERE last_error IS NOT NULL`,
      ),
    );
    return (await Promise.all(found)).flat().map(({ last_error }) => last_error);
  };
  await until(async () => {
    await lyceum.settle();
    return (await failed()).every((error) => !isYetToCome.test(error));
  });
  expect(await failed()).toEqual([]);
});

/** Events of two subgraphs come in any order. */
const isYetToCome = / yet\.$/;

function completed(lesson: number) {
  return {
    clientId: randomUUID(),
    lessonId: story.lessons[lesson]!,
    kind: 'COMPLETED' as const,
    at: opened.lyceum.house.clock.now().toISOString(),
  };
}

async function fillCourse(token: string): Promise<void> {
  const { lyceum } = opened;
  const { createCategory } = await lyceum.ask<{ createCategory: { category: { id: string } } }>(
    `mutation ($input: CreateCategoryInput!) { createCategory(input: $input) { category { id } } }`,
    { variables: { input: { name: 'Sea', slug: 'sea' } }, token: story.admin },
  );
  const update = `mutation ($input: UpdateCourseInput!) { updateCourse(input: $input) { course { id } } }`;
  const input = {
    id: story.courseId,
    subtitle: 'Waves, swell and charts for people who sail.',
    description: 'How waves are made, how they travel, and how to read them before they reach you.',
    outcomes: ['Tell swell from wind sea'],
    categoryId: createCategory.category.id,
    language: 'en',
    level: 'BEGINNER',
  };
  await lyceum.ask(update, { variables: { input }, token });
  await lyceum.ask(SetCoursePricesDocument, {
    variables: { input: { courseId: story.courseId, prices: [{ minor: '0', currency: 'EUR' }] } },
    token,
  });
}
