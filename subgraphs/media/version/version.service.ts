import { kitErrors } from '../../../kit/errors/kit-errors';
import { signedIn } from '../../../kit/identity/signed-in';
import { enqueue } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import type { Asset } from '../asset/asset.document';
import { assetPolicy } from '../asset/asset.policy';
import { AssetState } from '../asset/asset.states';
import { AssetStore } from '../asset/asset.store';
import { prefixOf, type AssetVersion } from '../asset/asset.version';
import { removeObjects } from '../asset/remove-objects.job';
import { mediaErrors } from '../media.errors';
import { newUpload, newVersion } from '../upload/new-upload';
import { Quota } from '../upload/quota';
import { checkedSize } from '../upload/ticket.service';
import { uploads, type Upload } from '../upload/upload.document';
import { largestOf } from '../upload/upload.limits';
import type { AddAssetVersionInput, RemoveAssetVersionInput, RestoreAssetVersionInput } from './version.input';

/** Versions that are kept of one file. */
const mostVersions = 50;

/** How the file of an asset is replaced, and how that is taken back. */
export class VersionService {
  constructor(private readonly scope: Scope) {}

  /**
   * Leave to send another file. What is there is shown until the new one is ready.
   * @throws NOT_FOUND, UNAUTHENTICATED, CONFLICT, BAD_INPUT, UPLOAD_TOO_LARGE, QUOTA_EXCEEDED, TOO_MANY_VERSIONS
   */
  async add(input: AddAssetVersionInput): Promise<{ asset: Asset; upload: Upload }> {
    const { assetId, checksum, expectedVersion } = input;
    const senderId = signedIn(this.scope.viewer);
    return this.scope.transaction(async (tx) => {
      const store = tx.get(AssetStore);
      const asset = await store.require(assetId, assetPolicy.edit, expectedVersion);
      if (asset.versions.length >= mostVersions) throw mediaErrors.TOO_MANY_VERSIONS({ allowed: mostVersions });
      const bytes = checkedSize(input.bytes, largestOf(asset.kind, tx.config));
      await tx.get(Quota).take(asset, bytes);
      const version = { ...newVersion(tx, assetId, bytes), sentById: senderId };
      asset.versions = [...asset.versions, version];
      if (asset.state !== AssetState.READY)
        Object.assign(asset, { currentVersionId: version.id, state: version.state });
      const upload = newUpload(tx, asset, version, { ownerId: senderId, checksum });
      await store.save(asset);
      await tx.documents.of(uploads).insertOne(upload);
      return { asset, upload };
    });
  }

  /** @throws NOT_FOUND, UNAUTHENTICATED, CONFLICT, ASSET_NOT_READY */
  restore({ assetId, versionId, expectedVersion }: RestoreAssetVersionInput): Promise<Asset> {
    return this.scope.transaction(async (tx) => {
      const store = tx.get(AssetStore);
      const asset = await store.require(assetId, assetPolicy.edit, expectedVersion);
      const { state } = versionOf(asset, versionId);
      if (state !== AssetState.READY) throw mediaErrors.ASSET_NOT_READY();
      if (asset.currentVersionId === versionId) return asset;
      Object.assign(asset, { currentVersionId: versionId, state });
      await store.save(asset);
      return asset;
    });
  }

  /** What plays it at the moment stops at its next renewal. @throws NOT_FOUND, UNAUTHENTICATED, CONFLICT, VERSION_IN_USE */
  remove({ assetId, versionId, expectedVersion }: RemoveAssetVersionInput): Promise<Asset> {
    return this.scope.transaction(async (tx) => {
      const store = tx.get(AssetStore);
      const asset = await store.require(assetId, assetPolicy.edit, expectedVersion);
      const { state } = versionOf(asset, versionId);
      const isOver = state === AssetState.READY || state === AssetState.REFUSED;
      if (!isOver || asset.currentVersionId === versionId) throw mediaErrors.VERSION_IN_USE();
      const before = asset.bytesOfAll;
      asset.versions = asset.versions.filter(({ id }) => id !== versionId);
      await tx.get(Quota).release(asset, before - asset.bytesOfAll);
      await enqueue(tx, removeObjects, { prefix: prefixOf(assetId, versionId) });
      await store.save(asset);
      return asset;
    });
  }
}

function versionOf(asset: Asset, versionId: string): AssetVersion {
  const version = asset.versionOf(versionId);
  if (!version) throw kitErrors.NOT_FOUND({ thing: 'version' });
  return version;
}
