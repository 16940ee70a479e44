import { randomUUID } from 'node:crypto';
import { Viewer } from '../../../kit/identity/viewer';
import { refuseCollectionScans } from '../../../kit/testing/explained-queries';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import { media } from '..';
import { assetFactory } from '../asset/asset.factory';
import { AssetKind } from '../asset/asset.kind';
import { AssetService } from '../asset/asset.service';
import { AssetState } from '../asset/asset.states';
import { start } from '../playback/testing/player';
import { World } from '../playback/testing/world';
import { Chapter } from './chapter.type';
import { VideoService } from './video.service';

const house = subgraphTest(media);
const service = (viewer: Viewer) => house.as(viewer).get(VideoService);

const readVideo = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Lesson { video { chapters { title start end } posterUrl poster { id } } } } }`;
async function read(viewer: Viewer, lessonId: string) {
  const variables = { of: [{ __typename: 'Lesson', id: lessonId }] };
  const { _entities } = await house.data<{ _entities: { video: unknown }[] }>(readVideo, { viewer, variables });
  return _entities[0]!.video;
}

it('learners see the chapters, each until the next', async () => {
  const world = await World.make(house);
  const chapters = [
    { title: 'Why', start: 0 },
    { title: ' How ', start: 2.5 },
  ];
  await service(world.instructor).setChapters({ assetId: world.assetId, chapters });
  expect(await read(await world.learner(), world.lessonId)).toMatchObject({
    chapters: [
      { title: 'Why', start: 0, end: 2.5 },
      { title: 'How', start: 2.5, end: 6 },
    ],
  });
  await service(world.instructor).setChapters({ assetId: world.assetId, chapters: [] });
  expect(await read(await world.learner(), world.lessonId)).toMatchObject({ chapters: [] });
});

it('chapters follow each other and begin before the end', async () => {
  const { instructor, assetId } = await World.make(house);
  const chapters = [
    { title: 'Late', start: 4 },
    { title: ' ', start: 4 },
    { title: 'After', start: 6 },
  ];
  await expect(service(instructor).setChapters({ assetId, chapters })).rejects.toMatchObject({
    code: 'BAD_INPUT',
    facts: {
      fields: {
        'input.chapters.1.title': 'Give the chapter a title.',
        'input.chapters.1.start': 'It begins after the one before.',
        'input.chapters.2.start': 'The video is over after 6 seconds.',
      },
    },
  });
});

it('what a shorter version does not reach is left out', () => {
  const stored = [
    { title: 'One', start: 0 },
    { title: 'Two', start: 5 },
  ];
  expect(Chapter.allOf(stored, 4)).toEqual([{ title: 'One', start: 0, end: 4 }]);
});

it('a chosen picture stands for the video until another does, and cannot be deleted before', async () => {
  const world = await World.make(house);
  const { instructor, assetId, lessonId } = world;
  const learner = await world.learner();
  const [picture] = await house.make(assetFactory, [{ ownerId: instructor.id! }]);
  const made = await read(learner, lessonId);
  expect(made).toMatchObject({ poster: null, posterUrl: expect.stringContaining('poster.jpg') as unknown });
  await service(instructor).choosePoster({ assetId, pictureId: picture!.id });
  expect(await read(learner, lessonId)).toMatchObject({ poster: { id: picture!.id } });
  const deleted = house.as(instructor).get(AssetService).delete(picture!.id);
  await expect(deleted).rejects.toMatchObject({ code: 'ASSET_IN_USE', facts: { places: [`POSTER ${assetId}`] } });
  await service(instructor).choosePoster({ assetId, pictureId: null });
  expect(await read(learner, lessonId)).toEqual(expect.objectContaining({ poster: null }));
  await house.as(instructor).get(AssetService).delete(picture!.id);
});

it('a player is shown the poster that was chosen, else the still that was made', async () => {
  const { instructor, assetId, lessonId } = await World.make(house);
  const size = { width: 160, height: 120, bytes: 900, format: 'JPEG' as const, key: `media/${assetId}/chosen.jpg` };
  const version = { picture: { width: 160, height: 120, sizes: [size] } };
  const [picture] = await house.make(assetFactory, [{ ownerId: instructor.id!, version }]);
  expect((await start(house, instructor, lessonId)).urls.posterUrl).toMatch(/\/media\/play\/.*\/poster\.jpg$/);
  await service(instructor).choosePoster({ assetId, pictureId: picture!.id });
  expect((await start(house, instructor, lessonId)).urls.posterUrl).toContain(`${assetId}/chosen.jpg`);
});

it('a picture is free again once its video is deleted', async () => {
  const owner = person(randomUUID());
  const ownerId = owner.id!;
  const [picture, video] = await house.make(assetFactory, [{ ownerId }, { ownerId, kind: AssetKind.VIDEO }]);
  await service(owner).choosePoster({ assetId: video!.id, pictureId: picture!.id });
  await house.as(owner).get(AssetService).delete(video!.id);
  await house.as(owner).get(AssetService).delete(picture!.id);
});

it('only what plays has chapters and a poster, only pictures are posters, and only what is ready has a length', async () => {
  const owner = person(randomUUID());
  const ownerId = owner.id!;
  const [picture, video, waiting] = await house.make(assetFactory, [
    { ownerId },
    { ownerId, kind: AssetKind.VIDEO },
    { ownerId, kind: AssetKind.VIDEO, state: AssetState.PROCESSING },
  ]);
  const code = (refused: string) => ({ code: refused });
  const chapters = [{ title: 'One', start: 0 }];
  const setChapters = (assetId: string) => service(owner).setChapters({ assetId, chapters });
  const choosePoster = (assetId: string, pictureId: string) => service(owner).choosePoster({ assetId, pictureId });
  await expect(setChapters(picture!.id)).rejects.toMatchObject(code('WRONG_KIND'));
  await expect(setChapters(waiting!.id)).rejects.toMatchObject(code('ASSET_NOT_READY'));
  await expect(choosePoster(picture!.id, picture!.id)).rejects.toMatchObject(code('WRONG_KIND'));
  await expect(choosePoster(video!.id, waiting!.id)).rejects.toMatchObject(code('WRONG_KIND'));
  const [theirs] = await house.make(assetFactory, [{ ownerId: randomUUID() }]);
  await expect(choosePoster(video!.id, theirs!.id)).rejects.toMatchObject(code('NOT_FOUND'));
});

it('those who may change the file change what is beside it, and a stale change is refused', async () => {
  const { instructor, assetId } = await World.make(house);
  for (const viewer of [person(randomUUID()), Viewer.anonymous]) {
    const refused = { code: viewer.id === null ? 'UNAUTHENTICATED' : 'NOT_FOUND' };
    await expect(service(viewer).setChapters({ assetId, chapters: [] })).rejects.toMatchObject(refused);
    await expect(service(viewer).choosePoster({ assetId, pictureId: null })).rejects.toMatchObject(refused);
  }
  const { version } = await service(instructor).setChapters({ assetId, chapters: [], expectedVersion: 1 });
  expect(version).toBe(2);
  const stale = { assetId, expectedVersion: 1 };
  const refused = { code: 'CONFLICT', facts: { currentVersion: 2 } };
  await expect(service(instructor).setChapters({ ...stale, chapters: [] })).rejects.toMatchObject(refused);
  await expect(service(instructor).choosePoster({ ...stale, pictureId: null })).rejects.toMatchObject(refused);
});

refuseCollectionScans(house);
