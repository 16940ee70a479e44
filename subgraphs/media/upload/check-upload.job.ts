import { extname } from 'node:path';
import { emit } from '../../../kit/events/emit';
import { defineJob, enqueue, type Job } from '../../../kit/jobs/job';
import { dispositionOf } from '../../../kit/objects/disposition';
import type { Scope } from '../../../kit/scope/scope';
import { assets, type Asset } from '../asset/asset.document';
import { AssetKind } from '../asset/asset.kind';
import { AssetState, RefusalReason } from '../asset/asset.states';
import { AssetStore } from '../asset/asset.store';
import { sourceKey, type AssetVersion } from '../asset/asset.version';
import { preparePicture } from '../picture/prepare-picture.job';
import { acceptedType } from './content-type';
import { Quota } from './quota';
import { forgetUpload } from './forget-upload';
import { uploads, type Upload } from './upload.document';
import type { UploadPlace } from './upload.place';
import { UploadStore } from './upload.store';

/** What a file turned out to be. */
type Verdict = Pick<AssetVersion, 'bytes' | 'contentType' | 'checksum'> | { readonly refused: RefusalReason };

/** Looks at what came, and keeps it in the object store or refuses it. */
export const checkUpload: Job<{ readonly uploadId: string }> = defineJob(
  'check_upload',
  async (scope, { uploadId }) => {
    const upload = await scope.documents.of(uploads).findOne({ _id: uploadId });
    if (!upload) return;
    const store = scope.shared(UploadStore);
    const asset = await scope.documents.of(assets).findOne({ _id: upload.assetId });
    // Deleted in the meantime: its bytes were given back then.
    if (asset) await conclude(scope, upload, await verdictOn(scope, upload, asset));
    else await scope.objects.delete(sourceKey(upload.assetId, upload.versionId));
    const partIds = await scope.transaction((tx) => forgetUpload(tx, uploadId));
    for (const id of [uploadId, ...partIds]) await store.discard(id);
  },
);

async function verdictOn(scope: Scope, upload: Upload, { kind, fileName }: Asset): Promise<Verdict> {
  const { place } = scope.shared(UploadStore);
  const ids = upload.joined?.partIds ?? [upload._id];
  if ((await lengthOf(place, ids)) !== upload.bytes) return { refused: RefusalReason.INCOMPLETE };
  const contentType = acceptedType(kind, await place.typeOf(ids));
  if (contentType === null) return { refused: RefusalReason.WRONG_TYPE };
  const key = sourceKey(upload.assetId, upload.versionId);
  const contentDisposition = dispositionOf('attachment', fileName);
  const kept = await place.keep(ids, key, { contentType, contentDisposition, cacheControl: 'private' });
  if (kept?.bytes !== upload.bytes) {
    await scope.objects.delete(key);
    return { refused: RefusalReason.INCOMPLETE };
  }
  const checksum = kept.sha256;
  if (upload.checksum === null || upload.checksum === checksum) return { bytes: upload.bytes, contentType, checksum };
  await scope.objects.delete(key);
  return { refused: RefusalReason.CHECKSUM_MISMATCH };
}

/** Bytes that have come, of all parts together. */
async function lengthOf(place: UploadPlace, ids: readonly string[]): Promise<number> {
  let length = 0;
  for (const id of ids) length += (await place.offset(id)) ?? 0;
  return length;
}

async function conclude(scope: Scope, upload: Upload, verdict: Verdict): Promise<void> {
  await scope.transaction(async (tx) => {
    const store = tx.get(AssetStore);
    if ('refused' in verdict) {
      const refusal = { reason: verdict.refused, detail: null };
      const asset = await store.move(upload, AssetState.REFUSED, { refusal });
      if (asset) await tx.get(Quota).release(asset, upload.bytes);
      return;
    }
    const asset = await store.move(upload, AssetState.PROCESSING, verdict);
    if (!asset) return;
    await tellWhatItIs(tx, asset, upload);
    await hasten(tx, asset, upload);
  });
}

async function tellWhatItIs(tx: Scope, asset: Asset, { assetId, versionId }: Upload): Promise<void> {
  const { organisationId, fileName } = asset;
  const contentType = asset.versionOf(versionId)!.contentType!;
  const extension = extname(fileName).slice(1).toLowerCase();
  await emit(tx, 'media.checked', { assetId, versionId, organisationId, contentType, extension });
}

/** Each kind is prepared by somebody else; a FILE is what it is. */
async function hasten(tx: Scope, asset: Asset, { assetId, versionId }: Upload): Promise<void> {
  const { kind, ownerId, organisationId, protection } = asset;
  const version = asset.versionOf(versionId)!;
  if (kind === AssetKind.FILE) {
    await tx.get(AssetStore).move({ assetId, versionId }, AssetState.READY, { readyAt: tx.clock.now() });
    return;
  }
  if (kind === AssetKind.IMAGE || kind === AssetKind.PDF) return enqueue(tx, preparePicture, { assetId, versionId });
  const { objectKey, bytes } = version;
  const contentType = version.contentType!;
  await emit(tx, 'media.uploaded', {
    assetId,
    versionId,
    ownerId,
    organisationId,
    kind,
    objectKey,
    bytes,
    contentType,
    protection,
  });
}
