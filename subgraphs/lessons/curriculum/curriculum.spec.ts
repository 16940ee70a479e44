import { randomUUID } from 'node:crypto';
import { Viewer } from '../../../kit/identity/viewer';
import { schemaDifferences } from '../../../kit/testing/schema-agreement';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, grant, person } from '../../../kit/testing/viewers';
import { lessons } from '..';
import { LessonService } from '../lesson/lesson.service';
import { SectionService } from '../section/section.service';
import { enrollmentFacts } from '../testing/learner';
import { courseFactory } from '../testing/lessons.factory';
import { CurriculumService } from './curriculum.service';

const house = subgraphTest(lessons);
const outline = [
  [{ title: 'One' }, { title: 'Two', isPreview: true }],
  [{ title: 'Three', kind: 'VIDEO' as const, minutes: 10 }],
];

interface Outline {
  readonly sections: readonly { readonly title: string; readonly lessons: readonly { readonly title: string }[] }[];
}

interface CourseRead {
  readonly lessonCount: number | null;
  readonly duration: number | null;
  readonly curriculum: (Outline & { readonly revision: number }) | null;
  readonly draftCurriculum:
    | (Outline & { readonly version: number; readonly orderVersion: number; readonly hasUnpublishedChanges: boolean })
    | null;
}

const readCourse = `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on Course {
  lessonCount duration
  curriculum { revision lessonCount duration sections { title position duration lessons { title kind position duration isRequired isPreview hasContent isDraft } } }
  draftCurriculum { version orderVersion hasUnpublishedChanges sections { title lessons { title isDraft } } }
} } }`;

async function read(id: string, viewer = Viewer.anonymous): Promise<CourseRead> {
  const data = await house.data<{ found: [CourseRead] }>(readCourse, {
    viewer,
    variables: { of: [{ __typename: 'Course', id }] },
  });
  return data.found[0];
}

const titles = (curriculum: Outline | null): string[][] | undefined =>
  curriculum?.sections.map((section) => section.lessons.map((lesson) => lesson.title));

async function make(given: Parameters<typeof courseFactory>[1] = { sections: outline }) {
  const [made] = await house.make(courseFactory, [given]);
  return made!;
}

it('migrations and entities agree', async () => {
  expect(await schemaDifferences(house.subgraph.resources.database)).toEqual([]);
});

it('shows the table of contents of a published course to everyone', async () => {
  const { id } = await make();
  const { lessonCount, duration, curriculum, draftCurriculum } = await read(id);
  expect({ lessonCount, duration, draftCurriculum }).toEqual({ lessonCount: 3, duration: 1200, draftCurriculum: null });
  expect(curriculum).toMatchObject({ revision: 1, lessonCount: 3, duration: 1200 });
  expect(curriculum?.sections[0]).toMatchObject({ title: 'Section 1', position: 1, duration: 600 });
  const three = {
    title: 'Three',
    kind: 'VIDEO',
    position: 1,
    duration: 600,
    isRequired: true,
    isPreview: false,
    hasContent: false,
    isDraft: false,
  };
  expect(curriculum?.sections[1]?.lessons).toEqual([three]);
});

it('keeps changes to the draft until they are published, whole', async () => {
  const { id, instructorId, lessons: made, sections } = await make();
  const editor = person(instructorId);
  const [one, two] = made;
  await house.as(editor).get(LessonService).update({ id: one!.id, title: 'Uno', body: 'Nuevo.' });
  await house.as(editor).get(LessonService).move({ id: two!.id, sectionId: sections[1]!.id, position: 1 });
  await house.as(editor).get(LessonService).create({
    sectionId: sections[0]!.id,
    title: 'Four',
    kind: 'ARTICLE',
    isRequired: true,
    isPreview: false,
    duration: 60,
  });

  const before = await read(id, editor);
  expect(titles(before.curriculum)).toEqual([['One', 'Two'], ['Three']]);
  expect(titles(before.draftCurriculum)).toEqual([
    ['Uno', 'Four'],
    ['Two', 'Three'],
  ]);
  expect(before.draftCurriculum?.hasUnpublishedChanges).toBe(true);
  expect(titles((await read(id)).curriculum)).toEqual([['One', 'Two'], ['Three']]);

  await house
    .as(editor)
    .get(CurriculumService)
    .publish({ courseId: id, expectedVersion: before.draftCurriculum!.version });
  const after = await read(id, editor);
  expect(after.curriculum?.revision).toBe(2);
  expect(titles(after.curriculum)).toEqual([
    ['Uno', 'Four'],
    ['Two', 'Three'],
  ]);
  expect(after.draftCurriculum?.hasUnpublishedChanges).toBe(false);
});

it('publishes exactly what the editor read, or answers CONFLICT', async () => {
  const { id, instructorId } = await make();
  const editor = person(instructorId);
  const { draftCurriculum } = await read(id, editor);
  await house.as(editor).get(SectionService).create({ courseId: id, title: 'By a colleague' });
  const publish = house
    .as(editor)
    .get(CurriculumService)
    .publish({ courseId: id, expectedVersion: draftCurriculum!.version });
  await expect(publish).rejects.toMatchObject({
    code: 'CONFLICT',
    facts: { currentVersion: draftCurriculum!.version + 1 },
  });
});

it('makes no revision of a draft that is published already', async () => {
  const { id, instructorId } = await make();
  await house.settle();
  const again = await house.as(person(instructorId)).get(CurriculumService).publish({ courseId: id });
  expect(again.revision).toBe(1);
  expect(await house.emitted('curriculum.published')).toEqual([]);
});

it('two publications at once make one revision', async () => {
  const { id, instructorId } = await make({ sections: outline, isPublished: false });
  const publish = () => house.as(person(instructorId)).get(CurriculumService).publish({ courseId: id });
  const revisions = await Promise.all([publish(), publish(), publish()]);
  expect(revisions.map((revision) => revision.revision)).toEqual([1, 1, 1]);
});

it('publishing emits the whole shape', async () => {
  await house.settle();
  const {
    id,
    lessons: made,
    sections,
  } = await make({
    sections: [[{ title: 'One', releaseRules: [{ kind: 'DAYS_AFTER_ENROLLMENT', days: 2, zone: 'UTC' }] }], []],
  });
  const lesson = {
    lessonId: made[0]!.id,
    title: 'One',
    kind: 'ARTICLE',
    isRequired: true,
    isPreview: false,
    hasContent: true,
    durationSeconds: 300,
    contentId: null,
  };
  expect(await house.emitted('curriculum.published')).toEqual([
    {
      courseId: id,
      organisationId: null,
      revision: 1,
      sections: [
        {
          sectionId: sections[0]!.id,
          title: 'Section 1',
          lessons: [{ ...lesson, releaseRules: [{ kind: 'DAYS_AFTER_ENROLLMENT', days: 2, zone: 'UTC' }] }],
        },
        { sectionId: sections[1]!.id, title: 'Section 2', lessons: [] },
      ],
    },
  ]);
});

it('shows the draft to its instructors and to whoever has a grant for it, and to nobody else', async () => {
  const { id, instructorId } = await make();
  const other = await make();
  const seen = async (viewer: Viewer) => (await read(id, viewer)).draftCurriculum !== null;
  const coEditor = (resource: string) =>
    person(randomUUID(), { grants: [grant('co-editor', ['course.edit'], { resource })] });
  expect(await seen(person(instructorId))).toBe(true);
  expect(await seen(administrator(randomUUID()))).toBe(true);
  expect(await seen(person(randomUUID(), { grants: [grant('editor', ['lesson.edit'])] }))).toBe(true);
  expect(await seen(coEditor(`Course:${id}`))).toBe(true);
  expect(await seen(coEditor(`Course:${other.id}`))).toBe(false);
  expect(await seen(person(other.instructorId))).toBe(false);
  expect(await seen(Viewer.anonymous)).toBe(false);
});

it('existence: a course in the making reads like one that does not exist', async () => {
  const { id, instructorId } = await make({ sections: outline, status: 'DRAFT' });
  const nothing = { lessonCount: null, duration: null, curriculum: null, draftCurriculum: null };
  for (const viewer of [Viewer.anonymous, person(randomUUID())]) {
    expect(await read(id, viewer)).toEqual(nothing);
    expect(await read(randomUUID(), viewer)).toEqual(nothing);
    expect(await read('not an id', viewer)).toEqual(nothing);
  }
  expect((await read(id, person(instructorId))).lessonCount).toBe(3);
  const publish = (courseId: string) =>
    house.run(`mutation ($id: ID!) { publishCurriculum(input: { courseId: $id }) { course { id } } }`, {
      viewer: person(randomUUID()),
      variables: { id: courseId },
    });
  expect(await publish(id)).toEqual(await publish(randomUUID()));
});

it('an archived course stays with its learners', async () => {
  const { id } = await make({ sections: outline, status: 'ARCHIVED' });
  const learner = randomUUID();
  await house.deliver('enrollment.started', enrollmentFacts(learner, id));
  expect((await read(id, person(learner))).lessonCount).toBe(3);
  expect((await read(id, person(randomUUID()))).lessonCount).toBeNull();
});

it('tenant: a role in one organisation neither sees nor changes anything in another', async () => {
  const [a, b] = [randomUUID(), randomUUID()];
  const { id, instructorId } = await make({ sections: outline, organisationId: b });
  const editorOfA = person(randomUUID(), {
    organisations: [a, b],
    grants: [grant('editor', ['lesson.edit', 'course.edit'], { organisationId: a })],
  });
  expect((await read(id, editorOfA)).curriculum).not.toBeNull();
  expect((await read(id, editorOfA)).draftCurriculum).toBeNull();
  await expect(house.as(editorOfA).get(CurriculumService).publish({ courseId: id })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  expect((await read(id, person(randomUUID(), { organisations: [a] }))).curriculum).toBeNull();
  expect((await read(id, person(instructorId))).draftCurriculum).toBeNull();
  expect((await read(id, person(instructorId, { organisations: [b] }))).draftCurriculum).not.toBeNull();
});

it('N+1: the curricula of 100 courses cost as many statements as the curriculum of one', async () => {
  const made = await house.make(
    courseFactory,
    Array.from({ length: 100 }, () => ({ sections: outline })),
  );
  const learner = person(randomUUID());
  for (const { id } of made) await house.deliver('enrollment.started', enrollmentFacts(learner.id!, id));
  const query = `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on Course { lessonCount duration curriculum { revision sections { title duration
    lessons { title duration body bodyHtml resources { title } section { id } viewerCan { edit } releaseRules { __typename } release { isReleased waitingFor { title } } } } } draftCurriculum { version } } } }`;
  const cost = (ids: readonly string[]) =>
    house.statements(query, { viewer: learner, variables: { of: ids.map((id) => ({ __typename: 'Course', id })) } });
  const ids = made.map((course) => course.id);
  expect([await cost(ids.slice(0, 1)), await cost(ids)]).toEqual([10, 10]);
});

it('a table of contents reads no bodies', async () => {
  const { id } = await make();
  const { statements } = house.subgraph.resources.database;
  const before = statements.count;
  await read(id);
  expect(statements.recent.slice(before - statements.count).filter((sql) => /"body"|\bbody\b/.test(sql))).toEqual([]);
});

it('a mutation answers with what is true after it, also the second in one request', async () => {
  const { id, instructorId } = await make({ isPublished: false });
  const add = (alias: string) =>
    `${alias}: createSection(input: { courseId: "${id}", title: "${alias}" }) { course { draftCurriculum { version sections { title } } } }`;
  const data = await house.data<Record<string, { course: { draftCurriculum: unknown } }>>(
    `mutation { ${add('a')} ${add('b')} }`,
    { viewer: person(instructorId) },
  );
  expect(data['b']?.course.draftCurriculum).toEqual({ version: 3, sections: [{ title: 'a' }, { title: 'b' }] });
});
