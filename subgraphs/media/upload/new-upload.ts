import type { Scope } from '../../../kit/scope/scope';
import type { Asset } from '../asset/asset.document';
import { AssetState } from '../asset/asset.states';
import { sourceKey, type AssetVersion } from '../asset/asset.version';
import type { Upload } from './upload.document';

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
  };
}
