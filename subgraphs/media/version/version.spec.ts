import { createHash, randomUUID } from 'node:crypto';
import { Viewer } from '../../../kit/identity/viewer';
import { refuseCollectionScans } from '../../../kit/testing/explained-queries';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { grant, person } from '../../../kit/testing/viewers';
import { media } from '..';
import type { Asset } from '../asset/asset.document';
import { assetFactory } from '../asset/asset.factory';
import { AssetKind } from '../asset/asset.kind';
import { AssetService } from '../asset/asset.service';
import { AssetState } from '../asset/asset.states';
import { PlaybackService } from '../playback/playback.service';
import { start } from '../playback/testing/player';
import { World } from '../playback/testing/world';
import { mp4, pdf } from '../testing/files';
import { assetOf, deliver, send } from '../testing/upload';
import { usages } from '../upload/quota';
import { VersionService } from './version.service';

const house = subgraphTest(media, { QUOTA_PER_PERSON: '1000000' });
const teacher = () => person(randomUUID(), { grants: [grant('instructor', ['course.create'])] });
const service = (viewer: Viewer) => house.as(viewer).get(VersionService);
const keptFor = async ({ id }: Viewer) =>
  (
    await house
      .as()
      .documents.of(usages)
      .findOne({ _id: `person:${id}` })
  )?.bytes;

/** Sends another version as far as the house is through with it. */
async function replace(viewer: Viewer, assetId: string, bytes: Uint8Array): Promise<string> {
  const { upload } = await service(viewer).add({ assetId, bytes: BigInt(bytes.length) });
  await deliver(house, upload, bytes);
  await house.settle();
  return upload.versionId;
}

function transcoded({ id: assetId, organisationId }: Asset, versionId: string, outcome: 'DONE' | 'FAILED' = 'DONE') {
  const result = {
    prefix: `media/${assetId}/${versionId}/job`,
    duration: 30,
    width: 640,
    height: 360,
    frameRate: 25,
    hasAudio: true,
    hasVideo: true,
    renditions: [],
    hls: 'master.m3u8',
    dash: 'manifest.mpd',
    poster: null,
    storyboard: null,
    waveform: null,
    audioOnly: null,
  };
  const ids = { jobId: randomUUID(), assetId, versionId, organisationId };
  const isDone = outcome === 'DONE';
  const facts = { ...ids, outcome, reason: isDone ? null : 'BROKEN', result: isDone ? result : null };
  return house.deliver('transcode.ended', facts);
}

it('a document has versions with sizes and hashes; an earlier one can be shown again', async () => {
  const viewer = teacher();
  const [first, second] = [pdf(1), pdf(4)];
  const { id } = await send(house, viewer, first, { kind: AssetKind.PDF, fileName: 'notes.pdf' });
  const versionId = await replace(viewer, id, second);
  expect(await assetOf(house, id)).toMatchObject({ currentVersionId: versionId, pageCount: 4 });
  const query = `query ($id: ID!) { asset(id: $id) { pageCount versions { id isCurrent state bytes checksum pageCount sentBy { id } downloadUrl } } }`;
  const read = () =>
    house.data<{ asset: { pageCount: number; versions: unknown[] } }>(query, { viewer, variables: { id } });
  const { asset } = await read();
  const facts = (bytes: Buffer) => ({
    state: 'READY',
    bytes: String(bytes.length),
    checksum: createHash('sha256').update(bytes).digest('hex'),
    sentBy: { id: viewer.id },
    downloadUrl: expect.stringContaining('disposition') as unknown,
  });
  expect(asset.versions).toEqual([
    expect.objectContaining({ id: versionId, isCurrent: true, pageCount: 4, ...facts(second) }),
    expect.objectContaining({ isCurrent: false, pageCount: 1, ...facts(first) }),
  ]);
  const earlier = (await assetOf(house, id)).versions[0]!.id;
  await service(viewer).restore({ assetId: id, versionId: earlier });
  expect((await read()).asset).toMatchObject({ pageCount: 1 });
  expect(await keptFor(viewer)).toBe(first.length + second.length);
});

it('a video plays on as it was while another is prepared, then plays the new one; grants keep theirs', async () => {
  const world = await World.make(house);
  const { instructor, assetId, lessonId } = world;
  const asset = await assetOf(house, assetId);
  const before = asset.currentVersionId;
  const learner = await world.learner();
  const { playback } = await start(house, learner, lessonId);
  const versionId = await replace(instructor, assetId, mp4);
  const waiting = await assetOf(house, assetId);
  expect([waiting.state, waiting.currentVersionId]).toEqual([AssetState.READY, before]);
  expect((await start(house, learner, lessonId)).playback.versionId).toBe(before);
  await transcoded(asset, versionId);
  expect((await start(house, learner, lessonId)).playback.versionId).toBe(versionId);
  expect(await house.as(learner).get(PlaybackService).renew(playback.id)).toMatchObject({
    playback: { versionId: before },
  });
  await service(instructor).restore({ assetId, versionId: before });
  expect((await assetOf(house, assetId)).currentVersionId).toBe(before);
});

it('a version that cannot be prepared changes nothing of what is shown', async () => {
  const world = await World.make(house);
  const asset = await assetOf(house, world.assetId);
  const versionId = await replace(world.instructor, asset.id, mp4);
  await transcoded(asset, versionId, 'FAILED');
  const after = await assetOf(house, asset.id);
  expect([after.state, after.currentVersionId]).toEqual([AssetState.READY, asset.currentVersionId]);
  expect(after.versionOf(versionId)?.state).toBe(AssetState.REFUSED);
  const shown = service(world.instructor).restore({ assetId: asset.id, versionId });
  await expect(shown).rejects.toMatchObject({ code: 'ASSET_NOT_READY' });
});

it('where nothing is ready, the newest says where the file stands', async () => {
  const viewer = teacher();
  const { id, state } = await send(house, viewer, Buffer.from('no PDF'), { kind: AssetKind.PDF });
  expect(state).toBe(AssetState.REFUSED);
  const { asset, upload } = await service(viewer).add({ assetId: id, bytes: 10n });
  expect([asset.state, asset.currentVersionId]).toEqual([AssetState.UPLOADING, upload.versionId]);
  const versionId = await replace(viewer, id, pdf(2));
  expect(await assetOf(house, id)).toMatchObject({ state: AssetState.READY, currentVersionId: versionId });
});

it('of two that are prepared at once the later one is shown, whichever is ready first', async () => {
  const world = await World.make(house);
  const asset = await assetOf(house, world.assetId);
  const earlier = await replace(world.instructor, asset.id, mp4);
  const later = await replace(world.instructor, asset.id, mp4);
  await transcoded(asset, later);
  await transcoded(asset, earlier);
  expect((await assetOf(house, asset.id)).currentVersionId).toBe(later);
});

it('what is not shown can be given up, and its room with it', async () => {
  const viewer = teacher();
  const [first, second] = [pdf(1), pdf(2)];
  const { id, currentVersionId } = await send(house, viewer, first, { kind: AssetKind.PDF });
  await replace(viewer, id, second);
  const { version } = await assetOf(house, id);
  const stale = service(viewer).remove({ assetId: id, versionId: currentVersionId, expectedVersion: version - 1 });
  await expect(stale).rejects.toMatchObject({ code: 'CONFLICT', facts: { currentVersion: version } });
  await service(viewer).remove({ assetId: id, versionId: currentVersionId, expectedVersion: version });
  await house.settle();
  expect(await keptFor(viewer)).toBe(second.length);
  expect(await Array.fromAsync(house.as().objects.list(`media/${id}/${currentVersionId}/`))).toEqual([]);
  const shown = (await assetOf(house, id)).currentVersionId;
  const removed = service(viewer).remove({ assetId: id, versionId: shown });
  await expect(removed).rejects.toMatchObject({ code: 'VERSION_IN_USE' });
});

it('a refused version takes no room, also once the file is deleted', async () => {
  const viewer = teacher();
  const first = pdf(1);
  const { id } = await send(house, viewer, first, { kind: AssetKind.PDF });
  await replace(viewer, id, Buffer.from('no PDF'));
  expect(await keptFor(viewer)).toBe(first.length);
  await house.as(viewer).get(AssetService).delete(id);
  expect(await keptFor(viewer)).toBe(0);
});

it('a new version is bounded by its kind, by the quota, and in number', async () => {
  const viewer = teacher();
  const [asset] = await house.make(assetFactory, [{ ownerId: viewer.id!, kind: AssetKind.FILE }]);
  const add = (bytes: bigint) => service(viewer).add({ assetId: asset!.id, bytes });
  await expect(add(0n)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  await expect(add(10n ** 15n)).rejects.toMatchObject({ code: 'UPLOAD_TOO_LARGE' });
  await expect(add(1_000_001n)).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
  for (let count = 1; count < 50; count++) await add(1n);
  await expect(add(1n)).rejects.toMatchObject({ code: 'TOO_MANY_VERSIONS', facts: { allowed: 50 } });
});

it('those who may change the file replace it, and nobody else', async () => {
  const organisationId = randomUUID();
  const organisations = [organisationId];
  const grants = [grant('editor', ['media.manage'], { organisationId })];
  const [owner, member] = [person(randomUUID(), { organisations }), person(randomUUID(), { organisations })];
  const manager = person(randomUUID(), { organisations, grants });
  const [asset] = await house.make(assetFactory, [{ ownerId: owner.id!, kind: AssetKind.FILE, organisationId }]);
  const [assetId, versionId] = [asset!.id, asset!.currentVersionId];
  for (const viewer of [member, person(randomUUID(), { grants })]) {
    const refused = { code: 'NOT_FOUND' };
    await expect(service(viewer).add({ assetId, bytes: 1n })).rejects.toMatchObject(refused);
    await expect(service(viewer).restore({ assetId, versionId })).rejects.toMatchObject(refused);
    await expect(service(viewer).remove({ assetId, versionId })).rejects.toMatchObject(refused);
  }
  await expect(service(Viewer.anonymous).add({ assetId, bytes: 1n })).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
  });
  await expect(service(manager).restore({ assetId, versionId: randomUUID() })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  const { asset: changed, upload } = await service(manager).add({ assetId, bytes: 1n });
  expect(upload.ownerId).toBe(manager.id);
  expect(changed.versionOf(upload.versionId)?.sentById).toBe(manager.id);
});

refuseCollectionScans(house);
