import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../kit/identity/viewer';
import type { SubgraphTest } from '../../../kit/testing/subgraph-test';
import { assets } from '../asset/asset.document';
import { assetFactory } from '../asset/asset.factory';
import { AssetKind } from '../asset/asset.kind';
import { World } from '../playback/testing/world';
import { ShareService } from '../share/share.service';

/**
 * One of everything that somebody may have: a course with a video in two versions and captions, a picture, a playback, a
 * document that is shared with themselves.
 */
export interface Belongings {
  readonly owner: Viewer;
  readonly courseId: string;
  readonly lessonId: string;
  readonly videoId: string;
  readonly oldVersionId: string;
  readonly captionsId: string;
  readonly pictureId: string;
  readonly grantId: string;
  readonly documentId: string;
  readonly shareId: string;
}

export async function makeBelongings(house: SubgraphTest): Promise<Belongings> {
  const world = await World.make(house);
  const { instructor: owner, courseId, lessonId, assetId: videoId, captionId: captionsId } = world;
  const [picture, document] = await house.make(
    assetFactory,
    [AssetKind.IMAGE, AssetKind.PDF].map((kind) => ({ ownerId: owner.id!, kind })),
  );
  const given = { assetId: document!.id, with: { personId: owner.id } };
  const { share } = await house.as(owner).get(ShareService).share(given);
  return {
    owner,
    courseId,
    lessonId,
    videoId,
    oldVersionId: await addOldVersion(house, videoId),
    captionsId,
    pictureId: picture!.id,
    grantId: await play(house, owner, lessonId),
    documentId: document!.id,
    shareId: share.id,
  };
}

async function addOldVersion(house: SubgraphTest, _id: string): Promise<string> {
  const collection = house.as().documents.of(assets);
  const asset = (await collection.findOne({ _id }))!;
  const old = { ...asset.current, id: randomUUID() };
  await collection.replaceOne({ _id }, Object.assign(asset, { versions: [old, ...asset.versions] }));
  return old.id;
}

async function play(house: SubgraphTest, viewer: Viewer, lessonId: string): Promise<string> {
  const query =
    'mutation ($id: ID!) { startPlayback(input: { lessonId: $id }) { ... on StartPlaybackPayload { playback { id } } } }';
  const answer = await house.data<{ startPlayback: { playback: { id: string } } }>(query, {
    viewer,
    variables: { id: lessonId },
  });
  return answer.startPlayback.playback.id;
}
