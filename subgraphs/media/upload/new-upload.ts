import type { Scope } from '../../../kit/scope/scope';
import { Asset } from '../asset/asset.document';
import { AssetProtection } from '../asset/asset.protection';
import { AssetState } from '../asset/asset.states';
import { sourceKey, type AssetVersion } from '../asset/asset.version';
import type { Upload } from './upload.document';

type Known = Pick<Asset, 'ownerId' | 'organisationId' | 'kind' | 'fileName'> & {
  readonly protection: AssetProtection | null | undefined;
  readonly bytes: number;
};

/** An asset of which nothing has come yet. */
export function newAsset(tx: Scope, { fileName, protection, bytes, ...known }: Known, _id = tx.ids.next()): Asset {
  const now = tx.clock.now();
  const version = newVersion(tx, _id, bytes);
  return Object.assign(new Asset(), {
    ...known,
    _id,
    fileName: fileName.trim(),
    protection: protection ?? AssetProtection.CLEAR,
    state: version.state,
    versions: [version],
    currentVersionId: version.id,
    shownAs: [],
    chapters: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  });
}

/** A version of which nothing has come yet. */
export function newVersion(tx: Scope, assetId: string, bytes: number): AssetVersion {
  const id = tx.ids.next();
  return {
    id,
    state: AssetState.UPLOADING,
    bytes,
    contentType: null,
    checksum: null,
    objectKey: sourceKey(assetId, id),
    refusal: null,
    picture: null,
    pageCount: null,
    transcoded: null,
    createdAt: tx.clock.now(),
    readyAt: null,
  };
}

interface Sent {
  /** Who may send the bytes. */
  readonly ownerId: string;
  /** SHA-256 as announced, in hexadecimal. */
  readonly checksum: string | null | undefined;
}

/** Leave to send the bytes of a version. */
export function newUpload(
  tx: Scope,
  { _id: assetId, kind, organisationId }: Asset,
  { id: versionId, bytes }: AssetVersion,
  { ownerId, checksum }: Sent,
): Upload {
  const createdAt = tx.clock.now();
  return {
    _id: tx.ids.next(),
    assetId,
    versionId,
    ownerId,
    organisationId,
    kind,
    bytes,
    checksum: checksum?.toLowerCase() ?? null,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + tx.config.UPLOAD_LIFETIME * 1_000),
    finishedAt: null,
    partCount: 0,
    partBytes: 0,
    joined: null,
  };
}
