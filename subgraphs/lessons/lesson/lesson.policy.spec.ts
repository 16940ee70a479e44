import { randomUUID } from 'node:crypto';
import { Viewer } from '../../../kit/identity/viewer';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, grant, person } from '../../../kit/testing/viewers';
import { lessons } from '..';
import { CurriculumService } from '../curriculum/curriculum.service';
import { enrollmentFacts } from '../testing/learner';
import { courseFactory, lessonInput } from '../testing/lessons.factory';
import { Lesson } from './lesson.entity';
import { LessonService } from './lesson.service';

const house = subgraphTest(lessons);

async function make(given: Parameters<typeof courseFactory>[1]) {
  const [course] = await house.make(courseFactory, [given]);
  const { id, instructorId, sections, lessons: made } = course!;
  const editor = person(instructorId);
  const named = (title: string): Lesson => made.find((lesson) => lesson.title === title)!;
  return { id, editor, sections, named, service: () => house.as(editor).get(LessonService), here: sections[0]!.id };
}

const readLesson = `query ($id: ID!) { lesson(id: $id) { title isDraft contentId body bodyHtml resources { title } viewerCan { edit } } }`;

async function read(id: string, viewer = Viewer.anonymous) {
  const { lesson } = await house.data<{ lesson: { title: string; isDraft: boolean; body: string | null } | null }>(
    readLesson,
    { viewer, variables: { id } },
  );
  return lesson;
}

const outline = {
  sections: [
    [
      { title: 'Locked', releaseRules: [{ kind: 'DAYS_AFTER_ENROLLMENT' as const, days: 3, zone: 'UTC' }] },
      { title: 'Open' },
      { title: 'Preview', isPreview: true },
    ],
  ],
};

it('a learner without access sees titles and previews, never a body', async () => {
  const { named } = await make(outline);
  for (const viewer of [Viewer.anonymous, person(randomUUID())]) {
    expect(await read(named('Open').id, viewer)).toEqual({
      title: 'Open',
      isDraft: false,
      contentId: null,
      body: null,
      bodyHtml: null,
      resources: null,
      viewerCan: { edit: false },
    });
    expect(await read(named('Preview').id, viewer)).toMatchObject({ body: 'The text of Preview.', resources: [] });
  }
});

it('an enrolled learner reads what is released, until the enrolment ends', async () => {
  const { id, named } = await make(outline);
  const learner = person(randomUUID());
  const facts = enrollmentFacts(learner.id!, id, house.clock.now().toISOString());
  await house.deliver('enrollment.started', facts);
  expect((await read(named('Open').id, learner))?.body).toBe('The text of Open.');
  expect((await read(named('Locked').id, learner))?.body).toBeNull();
  house.clock.advance({ days: 3 });
  expect((await read(named('Locked').id, learner))?.body).toBe('The text of Locked.');
  await house.deliver('enrollment.ended', { ...facts, endedAt: house.clock.now().toISOString(), reason: 'REFUNDED' });
  expect((await read(named('Open').id, learner))?.body).toBeNull();
  expect((await read(named('Preview').id, learner))?.body).not.toBeNull();
});

it('what a lesson shows is named to those who may have it', async () => {
  const { id, editor, service, here } = await make(outline);
  const learner = person(randomUUID());
  await house.deliver('enrollment.started', enrollmentFacts(learner.id!, id));
  const contentId = randomUUID();
  const video = await service().create(lessonInput(here, { kind: 'VIDEO', contentId }));
  await house.as(editor).get(CurriculumService).publish({ courseId: id });
  expect(await read(video.id, learner)).toMatchObject({ contentId });
  expect(await read(video.id, editor)).toMatchObject({ contentId });
  expect(await read(video.id, person(randomUUID()))).toMatchObject({ title: 'New', contentId: null });
});

it('an enrolment in another course opens nothing', async () => {
  const { named } = await make(outline);
  const other = await make(outline);
  const learner = person(randomUUID());
  await house.deliver('enrollment.started', enrollmentFacts(learner.id!, other.id));
  expect((await read(named('Open').id, learner))?.body).toBeNull();
});

it('editors read the draft, learners what is published', async () => {
  const { id, editor, service, named, here } = await make(outline);
  const learner = person(randomUUID());
  await house.deliver('enrollment.started', enrollmentFacts(learner.id!, id));
  await service().update({ id: named('Open').id, title: 'Wide open', body: 'A secret so far.' });
  const added = await service().create(lessonInput(here, { isPreview: true, body: 'Not yet.' }));
  expect(await read(named('Open').id, editor)).toMatchObject({
    title: 'Wide open',
    isDraft: true,
    body: 'A secret so far.',
    viewerCan: { edit: true },
  });
  expect(await read(named('Open').id, learner)).toMatchObject({
    title: 'Open',
    isDraft: false,
    body: 'The text of Open.',
  });
  expect(await read(added.id, editor)).toMatchObject({ title: 'New', isDraft: true });
  expect(await read(added.id, learner)).toBeNull();
  await service().delete({ id: named('Preview').id });
  expect(await read(named('Preview').id, editor)).toMatchObject({ isDraft: false });
  await house.as(editor).get(CurriculumService).publish({ courseId: id });
  expect(await read(added.id, learner)).toMatchObject({ body: 'Not yet.' });
  expect(await read(named('Preview').id, editor)).toBeNull();
});

it('existence: an unpublished lesson reads like one that does not exist', async () => {
  const { service, here } = await make(outline);
  const hidden = await make({ ...outline, status: 'DRAFT' });
  const draft = await service().create(lessonInput(here));
  const viewer = person(randomUUID());
  const edit = (id: string) =>
    house.run(
      `mutation ($id: ID!) { updateLesson(input: { id: $id, title: "Mine", expectedVersion: 7 }) { lesson { title } } }`,
      { viewer, variables: { id } },
    );
  for (const id of [draft.id, hidden.named('Open').id]) {
    expect(await house.run(readLesson, { viewer, variables: { id } })).toEqual(
      await house.run(readLesson, { viewer, variables: { id: randomUUID() } }),
    );
    expect(await edit(id)).toEqual(await edit(randomUUID()));
  }
});

it('tenant: a role in A edits and reads nothing in B', async () => {
  const [a, b] = [randomUUID(), randomUUID()];
  const { named } = await make({ ...outline, organisationId: b });
  const editorOfA = person(randomUUID(), {
    organisations: [a, b],
    grants: [grant('editor', ['lesson.edit'], { organisationId: a })],
  });
  expect(await read(named('Open').id, editorOfA)).toMatchObject({ isDraft: false, body: null });
  expect(await read(named('Preview').id, person(randomUUID(), { organisations: [a] }))).toBeNull();
  const edit = house
    .as(editorOfA)
    .get(LessonService)
    .update({ id: named('Open').id, title: 'Mine' });
  await expect(edit).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('_entities bypass: sections and lessons are decided upon as everywhere else', async () => {
  const organisationId = randomUUID();
  const ours = await make(outline);
  const draft = await make({ ...outline, status: 'DRAFT' });
  const theirs = await make({ ...outline, organisationId });
  const references = [ours, draft, theirs].flatMap((course) => [
    { __typename: 'Section', id: course.here },
    { __typename: 'Lesson', id: course.named('Open').id },
    { __typename: 'Lesson', id: course.named('Preview').id },
  ]);
  const nonsense = [
    { __typename: 'Lesson', id: randomUUID() },
    { __typename: 'Section', id: 'nonsense' },
  ];
  const query = `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on Section { title } ... on Lesson { title body } } }`;
  const seen = async (viewer: Viewer) => {
    const { found } = await house.data<{ found: ({ title: string; body?: string | null } | null)[] }>(query, {
      viewer,
      variables: { of: [...references, ...nonsense] },
    });
    return found.map((entity) => (entity === null ? '-' : entity.body ? 'body' : 'title')).join(' ');
  };
  const learner = person(randomUUID());
  await house.deliver('enrollment.started', enrollmentFacts(learner.id!, ours.id));
  const [mine, none] = ['title title body', '- - -'];
  expect(await seen(Viewer.anonymous)).toBe(`${mine} ${none} ${none} - -`);
  expect(await seen(person(randomUUID()))).toBe(`${mine} ${none} ${none} - -`);
  expect(await seen(learner)).toBe(`title body body ${none} ${none} - -`);
  expect(await seen(person(randomUUID(), { organisations: [organisationId] }))).toBe(`${mine} ${none} ${mine} - -`);
  expect(await seen(draft.editor)).toBe(`${mine} title body body ${none} - -`);
  expect(await seen(administrator(randomUUID()))).toBe('title body body title body body title body body - -');
});

it('N+1: 100 lessons by reference cost as many statements as one', async () => {
  const { id, sections } = await make({
    sections: [Array.from({ length: 100 }, (_, index) => ({ title: `${index}` }))],
  });
  const rows = await house.as().db.findBy(Lesson, { sectionId: sections[0]!.id });
  const learner = person(randomUUID());
  await house.deliver('enrollment.started', enrollmentFacts(learner.id!, id));
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Lesson { title body section { title } course { id } release { isReleased } } } }`;
  const cost = (count: number) =>
    house.statements(query, {
      viewer: learner,
      variables: { of: rows.slice(0, count).map((row) => ({ __typename: 'Lesson', id: row.id })) },
    });
  expect(await cost(1)).toBe(await cost(100));
});
