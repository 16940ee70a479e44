import { randomUUID } from 'node:crypto';
import { Viewer } from '../../../kit/identity/viewer';
import { refuseCollectionScans } from '../../../kit/testing/explained-queries';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator } from '../../../kit/testing/viewers';
import { media } from '..';
import { assetFactory } from '../asset/asset.factory';
import { AssetKind } from '../asset/asset.kind';
import { AssetProtection } from '../asset/asset.protection';
import { AssetService } from '../asset/asset.service';
import { AssetState } from '../asset/asset.states';
import { PlaybackService } from '../playback/playback.service';
import { StartPlaybackPayload } from '../playback/playback.result';
import { Player } from '../playback/testing/player';
import { session, someone, World } from '../playback/testing/world';
import { courseFacts } from '../testing/learner';
import { ViewingService } from '../viewing/viewing.service';
import { CourseService } from './course.service';

const house = subgraphTest(media, { PLAYBACK_MAX_STREAMS: '20' });
let player: Player;
beforeAll(() => {
  player = Player.open(house);
});
afterAll(() => player.close());

type Status = 'DRAFT' | 'PUBLISHED' | 'ARCHIVED';
let factsVersion = 1;

const turn = (world: World, status: Status, organisationId: string | null = null): Promise<string> => {
  const facts = { courseId: world.courseId, instructorIds: [world.instructor.id!], organisationId, status };
  return house.deliver('course.changed', courseFacts({ ...facts, version: (factsVersion += 1) }));
};
const set = (viewer: Viewer, courseId: string, assetId: string | null, expectedVersion?: number) =>
  house
    .as(viewer)
    .get(CourseService)
    .setTrailer({ courseId, assetId, ...(expectedVersion === undefined ? {} : { expectedVersion }) });
const playback = (viewer: Viewer) => house.as(viewer).get(PlaybackService);
const code = (refused: string) => ({ code: refused });

/** A course whose trailer is its video. */
async function withTrailer(given: Parameters<typeof World.make>[1] = {}): Promise<World> {
  const world = await World.make(house, given);
  await set(world.instructor, world.courseId, world.assetId);
  return world;
}

async function play(viewer: Viewer, { courseId }: World): Promise<StartPlaybackPayload> {
  const outcome = await playback(viewer).start({ courseId });
  if (outcome instanceof StartPlaybackPayload) return outcome;
  throw new Error(outcome.code);
}

async function shown(viewer: Viewer, id: string): Promise<string | null> {
  const query = `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on Course { trailer { id } } } }`;
  const variables = { of: [{ __typename: 'Course', id }] };
  const { found } = await house.data<{ found: { trailer: { id: string } | null }[] }>(query, { viewer, variables });
  return found[0]?.trailer?.id ?? null;
}

const organisationId = randomUUID();
const viewers: Readonly<Record<string, (world: World) => Promise<Viewer>>> = {
  nobody: () => Promise.resolve(Viewer.anonymous),
  somebody: () => Promise.resolve(someone()),
  learner: (world) => world.learner(),
  instructor: (world) => Promise.resolve(world.instructor),
  administrator: () => Promise.resolve(session(administrator(randomUUID()))),
  'member of the organisation': () => Promise.resolve(someone([organisationId])),
  'member of another organisation': () => Promise.resolve(someone([randomUUID()])),
};
const everyone = Object.keys(viewers);
const editors = ['instructor', 'administrator'];
const inside = [...editors, 'learner', 'member of the organisation'];

describe.each([
  { status: 'PUBLISHED', of: null, may: everyone },
  { status: 'DRAFT', of: null, may: editors },
  { status: 'ARCHIVED', of: null, may: editors },
  { status: 'PUBLISHED', of: organisationId, may: inside },
  { status: 'DRAFT', of: organisationId, may: editors },
] as const)('a $status course, organisation: $of', ({ status, of, may }) => {
  it.each(everyone)('%s sees and plays its trailer just where they may see the course', async (name) => {
    const world = await withTrailer({ organisationId: of });
    await turn(world, status, of);
    const viewer = await viewers[name]!(world);
    expect(await shown(viewer, world.courseId)).toBe((may as readonly string[]).includes(name) ? world.assetId : null);
    if (!(may as readonly string[]).includes(name))
      return expect(play(viewer, world)).rejects.toMatchObject(code('NOT_FOUND'));
    const { urls } = await play(viewer, world);
    expect((await player.get(urls.hlsUrl, { viewer })).status).toBe(200);
  });
});

it.each(['DRAFT', 'ARCHIVED'] as const)(
  'a course that becomes %s ends it at the next key and renewal',
  async (status) => {
    const world = await withTrailer({ protection: AssetProtection.AES_128 });
    const viewer = someone();
    const { playback: grant, urls } = await play(viewer, world);
    const key = new URL('key', urls.hlsUrl).href;
    expect((await player.get(key, { viewer })).status).toBe(200);
    expect(await playback(viewer).renew(grant.id)).toMatchObject({ renewAfter: 30 });
    await turn(world, status);
    expect((await player.get(key, { viewer })).code).toBe('PLAYBACK_ENDED');
    expect(await playback(viewer).renew(grant.id)).toMatchObject({ reason: 'NO_ACCESS' });
  },
);

it('another trailer, none, and one of who teaches no longer end it, too', async () => {
  for (const change of ['another', 'none', 'left']) {
    const world = await withTrailer();
    const { instructor, courseId } = world;
    const { playback: grant } = await play(Viewer.anonymous, world);
    const [other] = await house.make(assetFactory, [{ ownerId: instructor.id!, kind: AssetKind.VIDEO }]);
    if (change === 'left')
      await house.deliver('course.changed', courseFacts({ courseId, version: (factsVersion += 1) }));
    else await set(instructor, courseId, change === 'another' ? other!.id : null);
    const renewed = await playback(Viewer.anonymous).renew(grant.id);
    expect([change, renewed]).toEqual([change, expect.objectContaining({ reason: 'NO_ACCESS' })]);
    expect(await shown(Viewer.anonymous, courseId)).toBe(change === 'another' ? other!.id : null);
  }
});

it('who watches a trailer gets on in no lesson', async () => {
  const world = await withTrailer();
  const learner = await world.learner();
  const { playback: grant } = await play(learner, world);
  house.clock.advance({ seconds: 5 });
  const report = { grantId: grant.id, position: 5, ranges: [{ from: 0, to: 5 }], stalls: 0, stalledFor: 0 };
  expect(await house.as(learner).get(ViewingService).report(report)).toMatchObject({ credited: 5 });
  expect(await house.emitted('playback.watched')).toEqual([]);
});

it('those who edit a course choose a video of it that is ready', async () => {
  const world = await World.make(house);
  const { instructor, courseId, assetId } = world;
  const ownerId = instructor.id!;
  const kind = AssetKind.VIDEO;
  const [picture, waiting, theirs, inside] = await house.make(assetFactory, [
    { ownerId },
    { ownerId, kind, state: AssetState.PROCESSING },
    { ownerId: randomUUID(), kind },
    { ownerId, kind, organisationId },
  ]);
  const manager = session(administrator(randomUUID()));
  for (const [viewer, id, refused] of [
    [instructor, picture!.id, 'WRONG_KIND'],
    [instructor, waiting!.id, 'ASSET_NOT_READY'],
    [instructor, theirs!.id, 'NOT_FOUND'],
    [instructor, randomUUID(), 'NOT_FOUND'],
    [manager, theirs!.id, 'ASSET_ELSEWHERE'],
    [manager, inside!.id, 'ASSET_ELSEWHERE'],
    [await world.learner(), assetId, 'NOT_FOUND'],
    [(await World.make(house)).instructor, null, 'NOT_FOUND'],
    [Viewer.anonymous, assetId, 'UNAUTHENTICATED'],
  ] as const)
    await expect(set(viewer, courseId, id)).rejects.toMatchObject(code(refused));
  await expect(set(instructor, randomUUID(), assetId)).rejects.toMatchObject(code('NOT_FOUND'));
  expect(await shown(instructor, courseId)).toBeNull();
});

it("no course of one organisation shows another's, nor the marketplace's", async () => {
  const [ofA, ofB, open] = [
    await World.make(house, { organisationId }),
    await World.make(house, { organisationId: randomUUID() }),
    await World.make(house),
  ];
  await expect(set(ofA.instructor, ofB.courseId, ofA.assetId)).rejects.toMatchObject(code('NOT_FOUND'));
  await expect(set(ofA.instructor, ofA.courseId, ofB.assetId)).rejects.toMatchObject(code('NOT_FOUND'));
  const manager = session(administrator(randomUUID()));
  for (const { assetId } of [ofB, open])
    await expect(set(manager, ofA.courseId, assetId)).rejects.toMatchObject(code('ASSET_ELSEWHERE'));
});

it('a trailer cannot be deleted before it is taken away, and a stale change is refused', async () => {
  const { instructor, courseId, assetId } = await withTrailer();
  const [own] = await house.make(assetFactory, [{ ownerId: instructor.id!, kind: AssetKind.VIDEO }]);
  await expect(set(instructor, courseId, own!.id, 7)).rejects.toMatchObject(code('CONFLICT'));
  await expect(set(instructor, courseId, null, 1)).rejects.toMatchObject(code('CONFLICT'));
  expect(await shown(instructor, courseId)).toBe(assetId);
  await set(instructor, courseId, own!.id, 1);
  const remove = () => house.as(instructor).get(AssetService).delete(own!.id);
  await expect(remove()).rejects.toMatchObject({ code: 'ASSET_IN_USE', facts: { places: [`TRAILER ${courseId}`] } });
  await set(instructor, courseId, null, 2);
  await remove();
});

it('exactly one of a lesson and a course is played', async () => {
  const { instructor, courseId, lessonId } = await withTrailer();
  for (const input of [{}, { lessonId: null, courseId: null }, { lessonId, courseId }])
    await expect(playback(instructor).start(input)).rejects.toMatchObject(code('BAD_INPUT'));
  for (const hostile of ['', 'NUL \0 byte', '__proto__', lessonId, randomUUID()])
    await expect(playback(instructor).start({ courseId: hostile })).rejects.toMatchObject(code('NOT_FOUND'));
  const answer = await house.data<{ startPlayback: object }>(
    `mutation ($id: ID!) { startPlayback(input: { courseId: $id }) { ... on StartPlaybackPayload { playback { lesson { id } } } } }`,
    { viewer: instructor, variables: { id: courseId } },
  );
  expect(answer.startPlayback).toEqual({ playback: { lesson: null } });
});

refuseCollectionScans(house);
