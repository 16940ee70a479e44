import { randomUUID } from 'node:crypto';
import type { EventPayload, ReleaseRule } from '../../../kit/events/catalog';
import { Viewer } from '../../../kit/identity/viewer';
import { refuseCollectionScans } from '../../../kit/testing/explained-queries';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, grant, person } from '../../../kit/testing/viewers';
import { media } from '..';
import { assetFactory } from '../asset/asset.factory';
import { AssetKind } from '../asset/asset.kind';
import { AssetState } from '../asset/asset.states';
import { courseFacts, curriculumFacts, enrollmentFacts } from '../testing/learner';

const house = subgraphTest(media);

interface Given {
  readonly course?: Partial<EventPayload<'course.changed'>>;
  readonly isPreview?: boolean;
  readonly releaseRules?: ReleaseRule[];
  readonly state?: AssetState;
  readonly kind?: AssetKind;
  /** Who uploaded the video; the instructor unless said otherwise. */
  readonly ownerId?: string;
}

/** A published lesson that shows a video. */
async function made({ course = {}, isPreview = false, releaseRules = [], ownerId, ...given }: Given = {}) {
  const facts = courseFacts(course);
  const { courseId, organisationId, instructorIds } = facts;
  const instructorId = instructorIds[0]!;
  const file = { ownerId: ownerId ?? instructorId, organisationId, kind: AssetKind.VIDEO, ...given };
  const [asset] = await house.make(assetFactory, [file]);
  const lessonId = randomUUID();
  await house.deliver('course.changed', facts);
  const shown = [{ lessonId, contentId: asset!.id, isPreview, releaseRules }];
  await house.deliver('curriculum.published', curriculumFacts(courseId, shown, { organisationId }));
  const organisations = organisationId ? [organisationId] : [];
  return {
    lessonId,
    courseId,
    organisationId,
    assetId: asset!.id,
    instructor: person(instructorId, { organisations }),
  };
}

interface Shown {
  readonly id: string;
  readonly posterUrl: string;
}

async function videoFor(viewer: Viewer, id: string): Promise<Shown | null> {
  const query = `query ($lessons: [_Any!]!) {
    found: _entities(representations: $lessons) { ... on Lesson { video { id duration width height posterUrl } } }
  }`;
  const variables = { lessons: [{ __typename: 'Lesson', id }] };
  const data = await house.data<{ found: ({ video: Shown | null } | null)[] }>(query, { viewer, variables });
  return data.found[0]?.video ?? null;
}

const sees = async (viewer: Viewer, lessonId: string) => (await videoFor(viewer, lessonId)) !== null;

it('a lesson plays for editors and for learners, and for nobody else', async () => {
  const { lessonId, courseId, instructor, assetId } = await made();
  const learner = person(randomUUID());
  await house.deliver('enrollment.started', enrollmentFacts(learner.id!, courseId));
  const editor = person(randomUUID(), { grants: [grant('editor', ['course.edit'])] });
  for (const viewer of [instructor, learner, editor, administrator(randomUUID())])
    expect(await sees(viewer, lessonId)).toBe(true);
  const key = new Viewer({ ...instructor.claims, kind: 'service' });
  for (const viewer of [Viewer.anonymous, person(randomUUID()), key]) expect(await sees(viewer, lessonId)).toBe(false);
  const video = await videoFor(learner, lessonId);
  expect(video).toMatchObject({ id: assetId, duration: 60, width: 1920, height: 1080 });
  const { pathname } = new URL(video!.posterUrl);
  expect(pathname).toMatch(new RegExp(`^/media/objects/${assetId}/[^/]+/job/poster.jpg$`));
});

it('a preview of a course on offer plays for everyone', async () => {
  const { lessonId } = await made({ isPreview: true });
  expect(await sees(Viewer.anonymous, lessonId)).toBe(true);
  for (const status of ['DRAFT', 'ARCHIVED'] as const) {
    const hidden = await made({ isPreview: true, course: { status } });
    expect(await sees(person(randomUUID()), hidden.lessonId)).toBe(false);
  }
});

it('entitlement: who is refunded plays nothing any more, whichever event comes first, until they come back', async () => {
  const { lessonId, courseId } = await made();
  const [left, late] = [person(randomUUID()), person(randomUUID())];
  const ending = { endedAt: '2026-03-03T09:00:00.000Z', reason: 'REFUNDED' };
  const started = enrollmentFacts(left.id!, courseId);
  await house.deliver('enrollment.started', started);
  expect(await sees(left, lessonId)).toBe(true);
  await house.deliver('enrollment.ended', { ...started, ...ending });
  expect(await sees(left, lessonId)).toBe(false);
  const reordered = enrollmentFacts(late.id!, courseId);
  await house.deliver('enrollment.ended', { ...reordered, ...ending });
  await house.deliver('enrollment.started', reordered);
  expect(await sees(late, lessonId)).toBe(false);
  await house.deliver('enrollment.started', enrollmentFacts(left.id!, courseId));
  expect(await sees(left, lessonId)).toBe(true);
});

it('drip, prerequisites: a lesson plays once it is released', async () => {
  const before = randomUUID();
  const { lessonId, courseId } = await made({ releaseRules: [{ kind: 'AFTER_LESSON', lessonId: before }] });
  const learner = person(randomUUID());
  await house.deliver('enrollment.started', enrollmentFacts(learner.id!, courseId));
  expect(await sees(learner, lessonId)).toBe(false);
  const completedAt = '2026-03-02T10:00:00.000Z';
  await house.deliver('lesson.completed', { userId: learner.id!, courseId, lessonId: before, completedAt });
  expect(await sees(learner, lessonId)).toBe(true);
});

it('tenant: a lesson of an organisation plays for its members only, however they are enrolled', async () => {
  const { lessonId, courseId, organisationId } = await made({ course: { organisationId: randomUUID() } });
  const learner = randomUUID();
  await house.deliver('enrollment.started', { ...enrollmentFacts(learner, courseId), organisationId });
  expect(await sees(person(learner, { organisations: [organisationId!] }), lessonId)).toBe(true);
  expect(await sees(person(learner), lessonId)).toBe(false);
});

it('whoever writes the id of somebody else’s video into a lesson gets nothing of it', async () => {
  const { lessonId, instructor } = await made({ ownerId: randomUUID(), isPreview: true });
  expect(await sees(instructor, lessonId)).toBe(false);
});

it('there is nothing to play before it is ready, nor in a file', async () => {
  for (const given of [{ state: AssetState.PROCESSING }, { kind: AssetKind.FILE }]) {
    const { lessonId, instructor } = await made(given);
    expect(await sees(instructor, lessonId)).toBe(false);
  }
});

it('an older revision that arrives late changes nothing', async () => {
  const { lessonId, courseId, assetId, instructor } = await made();
  const revision = (number: number, contentId: string | null) =>
    house.deliver('curriculum.published', curriculumFacts(courseId, [{ lessonId, contentId }], { revision: number }));
  await revision(3, null);
  await revision(2, assetId);
  expect(await sees(instructor, lessonId)).toBe(false);
});

refuseCollectionScans(house);
