import { randomUUID } from 'node:crypto';
import { Viewer } from '../../../kit/identity/viewer';
import { refuseCollectionScans } from '../../../kit/testing/explained-queries';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import { media } from '..';
import { assetFactory } from '../asset/asset.factory';
import { AssetKind } from '../asset/asset.kind';
import { AssetState } from '../asset/asset.states';
import { courseFacts } from '../testing/learner';

const house = subgraphTest(media);
const make = async (given: Parameters<typeof assetFactory>[1]) => (await house.make(assetFactory, [given]))[0]!;

const setAvatar = (viewer: Viewer, assetId: string | null) =>
  house.run(`mutation ($id: ID) { setAvatar(input: { assetId: $id }) { user { id avatar { id } } } }`, {
    viewer,
    variables: { id: assetId },
  });
const setThumbnail = (viewer: Viewer, courseId: string, assetId: string | null) =>
  house.run(
    `mutation ($course: ID!, $id: ID) { setCourseThumbnail(input: { courseId: $course, assetId: $id }) { course { thumbnail { id } } } }`,
    { viewer, variables: { course: courseId, id: assetId } },
  );
const codeOf = ({ errors }: Awaited<ReturnType<typeof setAvatar>>) => errors?.[0]?.extensions?.['code'];

async function shown(type: 'User' | 'Course', id: string, viewer = Viewer.anonymous): Promise<string | null> {
  const query = `query ($of: [_Any!]!) { found: _entities(representations: $of) {
    ... on User { picture: avatar { id sizes { url } } } ... on Course { picture: thumbnail { id sizes { url } } } } }`;
  const variables = { of: [{ __typename: type, id }] };
  const data = await house.data<{ found: { picture: { id: string } | null }[] }>(query, { viewer, variables });
  return data.found[0]?.picture?.id ?? null;
}

it('everyone sees the picture that someone chose last, until it is taken away', async () => {
  const viewer = person(randomUUID());
  const [one, two] = [await make({ ownerId: viewer.id! }), await make({ ownerId: viewer.id! })];
  await setAvatar(viewer, one.id);
  expect(await shown('User', viewer.id!)).toBe(one.id);
  await setAvatar(viewer, two.id);
  await setAvatar(viewer, two.id);
  expect(await shown('User', viewer.id!)).toBe(two.id);
  await setAvatar(viewer, null);
  expect(await shown('User', viewer.id!)).toBeNull();
});

it('nobody shows what is somebody else’s, no picture, or not ready', async () => {
  const viewer = person(randomUUID());
  const ownerId = viewer.id!;
  expect(codeOf(await setAvatar(viewer, (await make({ ownerId: randomUUID() })).id))).toBe('NOT_FOUND');
  expect(codeOf(await setAvatar(viewer, randomUUID()))).toBe('NOT_FOUND');
  expect(codeOf(await setAvatar(viewer, (await make({ ownerId, kind: AssetKind.PDF })).id))).toBe('WRONG_KIND');
  const unready = await make({ ownerId, state: AssetState.PROCESSING });
  expect(codeOf(await setAvatar(viewer, unready.id))).toBe('ASSET_NOT_READY');
  expect(codeOf(await setAvatar(Viewer.anonymous, null))).toBe('UNAUTHENTICATED');
});

it('a course shows a picture of those who edit it; one of an organisation only its members see', async () => {
  const [organisationId, instructorId] = [randomUUID(), randomUUID()];
  const instructor = person(instructorId, { organisations: [organisationId] });
  const facts = courseFacts({ organisationId, instructorIds: [instructorId] });
  await house.deliver('course.changed', facts);
  const mine = await make({ ownerId: instructorId, organisationId });
  const stranger = person(randomUUID(), { organisations: [organisationId] });
  expect(codeOf(await setThumbnail(stranger, facts.courseId, null))).toBe('NOT_FOUND');
  expect(codeOf(await setThumbnail(instructor, facts.courseId, mine.id))).toBeUndefined();
  expect(await shown('Course', facts.courseId, stranger)).toBe(mine.id);
  expect(await shown('Course', facts.courseId)).toBeNull();
  const open = courseFacts({ instructorIds: [instructorId] });
  await house.deliver('course.changed', open);
  expect(codeOf(await setThumbnail(instructor, open.courseId, mine.id))).toBe('ASSET_ELSEWHERE');
});

it('who is erased has no picture any more', async () => {
  const viewer = person(randomUUID());
  await setAvatar(viewer, (await make({ ownerId: viewer.id! })).id);
  await house.deliver('user.erased', { userId: viewer.id! });
  expect(await shown('User', viewer.id!)).toBeNull();
});

refuseCollectionScans(house);
