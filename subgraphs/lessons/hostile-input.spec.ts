import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../kit/testing/subgraph-test';
import { person } from '../../kit/testing/viewers';
import { lessons } from '.';
import { courseFactory, type MadeCourse } from './testing/lessons.factory';

const house = subgraphTest(lessons);

/** Each mutation with input that it takes. */
const mutations = {
  createSection: ({ id }: MadeCourse) => ({ courseId: id, title: 'A section' }),
  updateSection: ({ sections }: MadeCourse) => ({ id: sections[0]!.id, title: 'A section', expectedVersion: 1 }),
  moveSection: ({ sections }: MadeCourse) => ({
    id: sections[0]!.id,
    afterSectionId: sections[1]!.id,
    expectedVersion: 1,
  }),
  deleteSection: ({ sections }: MadeCourse) => ({ id: sections[1]!.id, withLessons: true, expectedVersion: 1 }),
  createLesson: ({ sections }: MadeCourse) => ({
    sectionId: sections[0]!.id,
    title: 'A lesson',
    kind: 'VIDEO',
    duration: 60,
    body: 'Text.',
    contentId: randomUUID(),
  }),
  updateLesson: ({ lessons: [lesson] }: MadeCourse) => ({
    id: lesson!.id,
    title: 'A lesson',
    duration: 60,
    body: 'Text.',
    expectedVersion: 1,
  }),
  moveLesson: ({ lessons: [lesson, other], sections }: MadeCourse) => ({
    id: lesson!.id,
    sectionId: sections[0]!.id,
    afterLessonId: other!.id,
    expectedVersion: 1,
  }),
  deleteLesson: ({ lessons: [lesson] }: MadeCourse) => ({ id: lesson!.id, expectedVersion: 1 }),
  setReleaseRules: ({ lessons: [lesson, other] }: MadeCourse) => ({
    lessonId: lesson!.id,
    rules: [
      { afterLessonId: other!.id },
      { at: { local: '2026-05-01T09:00', zone: 'UTC' } },
      { afterDays: { days: 2, zone: 'UTC' } },
    ],
    expectedVersion: 1,
  }),
  addLessonResource: ({ lessons: [lesson] }: MadeCourse) => ({
    lessonId: lesson!.id,
    title: 'Notes',
    url: 'https://example.org/',
    expectedVersion: 1,
  }),
  removeLessonResource: ({ lessons: [lesson] }: MadeCourse) => ({
    lessonId: lesson!.id,
    resourceId: lesson!.resources[0]!.id,
    expectedVersion: 1,
  }),
  publishCurriculum: ({ id }: MadeCourse) => ({ courseId: id, expectedVersion: 1 }),
};

type Mutation = keyof typeof mutations;

const hostile: readonly unknown[] = [
  '',
  ' \n\t',
  'NUL \0 byte',
  'x'.repeat(200_001),
  '\ud800',
  "'; DROP TABLE lesson; --",
  'not-a-uuid',
  randomUUID(),
  -1,
  -(2 ** 31),
  2 ** 31 - 1,
  1e308,
  1.5,
  null,
  true,
  [],
  {},
  [[[]]],
  Array.from({ length: 1_000 }, () => ({ afterLessonId: randomUUID() })),
  { local: '9999-99-99T99:99', zone: '../../etc/passwd' },
];

const document = (name: Mutation): string =>
  `mutation ($input: ${name[0]!.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { __typename } }`;

async function make(): Promise<MadeCourse> {
  const resources = [{ id: randomUUID(), title: 'Notes', url: 'https://example.org/' }];
  const [course] = await house.make(courseFactory, [
    { sections: [[{ title: 'One', resources }, { title: 'Two' }], []], isPublished: false },
  ]);
  return course!;
}

/** Every place in the input, with something hostile put there. */
function* spoiled(value: unknown): Generator<unknown> {
  yield* hostile;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    for (const bad of spoiled(inner))
      yield Array.isArray(value) ? value.with(Number(key), bad) : { ...value, [key]: bad };
  }
}

it.each(Object.keys(mutations) as Mutation[])('%s takes what is right', async (name) => {
  const course = await make();
  const variables = { input: mutations[name](course) };
  const { errors } = await house.run(document(name), { viewer: person(course.instructorId), variables });
  expect(errors).toBeUndefined();
});

it.each(Object.keys(mutations) as Mutation[])(
  '%s answers hostile input with a coded error or takes it, and never breaks',
  async (name) => {
    const course = await make();
    const viewer = person(course.instructorId);
    const codes = new Set<unknown>();
    for (const input of spoiled(mutations[name](course))) {
      const { errors = [] } = await house.run(document(name), { viewer, variables: { input } });
      for (const error of errors) codes.add(error.extensions?.['code'] ?? error.message);
    }
    expect(codes).toContain('BAD_INPUT');
    expect(
      [...codes].filter(
        (code) => !['BAD_INPUT', 'NOT_FOUND', 'CONFLICT', 'OUTLINE_FULL', 'SECTION_NOT_EMPTY'].includes(String(code)),
      ),
    ).toEqual([]);
  },
);

it.each(Object.keys(mutations) as Mutation[])(
  "%s refuses other people's courses, and asks strangers to log in",
  async (name) => {
    const course = await make();
    const input = mutations[name](course);
    const codeFor = async (viewer?: ReturnType<typeof person>) => {
      const { errors } = await house.run(document(name), { ...(viewer ? { viewer } : {}), variables: { input } });
      return errors?.map((error) => error.extensions?.['code']);
    };
    expect(await codeFor(person(randomUUID()))).toEqual(['NOT_FOUND']);
    expect(await codeFor()).toEqual(['UNAUTHENTICATED']);
  },
);

it.each([
  ['a NUL byte', '\0'],
  ['100,000 letters', 'x'.repeat(100_000)],
  ['nothing', ''],
  ['SQL', "' OR 1=1"],
])('an id of %s finds nothing, and hides nothing else', async (_, id) => {
  const { lessons: made } = await house
    .make(courseFactory, [{ sections: [[{ title: 'One' }]] }])
    .then(([course]) => course!);
  const query = `query ($id: ID!, $good: ID!) { lesson(id: $id) { title } section(id: $id) { title } good: lesson(id: $good) { title } }`;
  const data = await house.data(query, { variables: { id, good: made[0]!.id } });
  expect(data).toEqual({ lesson: null, section: null, good: { title: 'One' } });
});
