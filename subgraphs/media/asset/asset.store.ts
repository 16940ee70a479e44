import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Policy } from '../../../kit/policy/policy';
import type { Scope } from '../../../kit/scope/scope';
import { assets, type Asset } from './asset.document';
import { announceAsset } from './asset.live';
import type { AssetState } from './asset.states';
import type { AssetVersion } from './asset.version';

/** Reads and writes of assets inside of a transaction. */
export class AssetStore {
  constructor(private readonly scope: Scope) {}

  /** @throws NOT_FOUND, UNAUTHENTICATED, or CONFLICT when `expectedVersion` is not the asset's */
  async require(id: string, policy: Policy<Asset>, expectedVersion?: number | null): Promise<Asset> {
    const found = await this.scope.documents.of(assets).findOne({ _id: id });
    const [asset] = found ? await policy(this.scope, [found]) : [];
    if (asset && (expectedVersion ?? asset.version) !== asset.version)
      throw kitErrors.CONFLICT({ currentVersion: asset.version });
    if (asset) return asset;
    if (this.scope.viewer.claims.kind === 'anonymous') throw kitErrors.UNAUTHENTICATED();
    throw kitErrors.NOT_FOUND({ thing: 'asset' });
  }

  /** Moves a version on and writes its facts; null where there is no such asset, or it is not where it could go from there. */
  async move(
    { assetId, versionId }: { readonly assetId: string; readonly versionId: string },
    to: AssetState,
    facts: Partial<AssetVersion> = {},
  ): Promise<Asset | null> {
    const asset = await this.scope.documents.of(assets).findOne({ _id: assetId });
    if (!asset?.move(versionId, to, facts)) return null;
    await this.save(asset);
    return asset;
  }

  /** Writes an asset that was read in this transaction, as its next version. @throws CONFLICT */
  async save(asset: Asset): Promise<void> {
    const read = asset.version;
    Object.assign(asset, { version: read + 1, updatedAt: this.scope.clock.now() });
    const { matchedCount } = await this.scope.documents.of(assets).replaceOne({ _id: asset._id, version: read }, asset);
    if (matchedCount === 0) throw kitErrors.CONFLICT({ currentVersion: null });
    announceAsset(this.scope, asset._id);
  }
}
