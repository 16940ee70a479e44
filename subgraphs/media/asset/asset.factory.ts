import type { Factory } from '../../../kit/testing/subgraph-test';
import { Asset, assets } from './asset.document';
import { AssetKind } from './asset.kind';
import { AssetProtection } from './asset.protection';
import { AssetState } from './asset.states';
import { prefixOf, sourceKey, type AssetVersion } from './asset.version';

interface GivenAsset extends Partial<
  Pick<Asset, 'kind' | 'state' | 'organisationId' | 'shownAs' | 'fileName' | 'protection'>
> {
  readonly ownerId: string;
  /** What is other than of a 1080p video of a minute, or a picture of one size. */
  readonly version?: Partial<AssetVersion>;
}

/** A file as it is once the house is through with it; there are no bytes. */
export const assetFactory: Factory<GivenAsset, Asset> = async (scope, given) => {
  const { kind = AssetKind.IMAGE, state = AssetState.READY, version = {}, ...rest } = given;
  const [assetId, versionId, now] = [scope.ids.next(), scope.ids.next(), scope.clock.now()];
  const isReady = state === AssetState.READY;
  const current: AssetVersion = {
    id: versionId,
    state,
    bytes: 1_000,
    contentType: kind === AssetKind.IMAGE ? 'image/jpeg' : 'video/mp4',
    checksum: '0'.repeat(64),
    objectKey: sourceKey(assetId, versionId),
    refusal: null,
    picture: isReady && kind === AssetKind.IMAGE ? pictureOf(prefixOf(assetId, versionId)) : null,
    pageCount: null,
    transcoded: isReady && kind === AssetKind.VIDEO ? transcodedOf(assetId, versionId) : null,
    createdAt: now,
    readyAt: isReady ? now : null,
    ...version,
  };
  const asset = Object.assign(new Asset(), {
    _id: assetId,
    organisationId: null,
    kind,
    protection: AssetProtection.CLEAR,
    state,
    fileName: 'a file',
    versions: [current],
    currentVersionId: versionId,
    shownAs: [],
    chapters: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
    ...rest,
  });
  await scope.documents.of(assets).insertOne(asset);
  return asset;
};

function pictureOf(prefix: string): AssetVersion['picture'] {
  const size = { width: 160, height: 120, bytes: 900 };
  return { width: 160, height: 120, sizes: [{ key: `${prefix}picture/160.webp`, format: 'WEBP', ...size }] };
}

function transcodedOf(assetId: string, versionId: string): AssetVersion['transcoded'] {
  return {
    jobId: versionId,
    prefix: `media/${assetId}/${versionId}/job`,
    duration: 60,
    width: 1920,
    height: 1080,
    frameRate: 25,
    hasAudio: true,
    hasVideo: true,
    renditions: [],
    hls: 'master.m3u8',
    dash: 'manifest.mpd',
    poster: 'poster.jpg',
    storyboard: null,
    waveform: null,
    audioOnly: null,
  };
}
