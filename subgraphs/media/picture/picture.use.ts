import type { Scope } from '../../../kit/scope/scope';
import type { Asset, AssetUse } from '../asset/asset.document';
import { AssetKind } from '../asset/asset.kind';
import { AssetPlaces } from '../asset/asset.places';
import { assetPolicy } from '../asset/asset.policy';
import { AssetState } from '../asset/asset.states';
import { AssetStore } from '../asset/asset.store';
import { mediaErrors } from '../media.errors';

/** Which picture is shown where. */
export class PictureUse {
  constructor(private readonly scope: Scope) {}

  /**
   * Shows a picture of the viewer's in a place of an organisation, or of the marketplace, instead of what was shown there.
   * In a transaction. @throws NOT_FOUND, UNAUTHENTICATED, ASSET_NOT_READY, WRONG_KIND
   */
  async set(use: AssetUse, assetId: string | null, organisationId: string | null): Promise<void> {
    const store = this.scope.get(AssetStore);
    const next = assetId === null ? null : await store.require(assetId, assetPolicy.edit);
    if (next) demandPicture(next, organisationId);
    await this.scope.get(AssetPlaces).show(use, next);
  }
}

/** What everyone sees must not lie where only an organisation sees it. */
function demandPicture(asset: Asset, organisationId: string | null): void {
  if (asset.kind !== AssetKind.IMAGE) throw mediaErrors.WRONG_KIND({ kind: AssetKind.IMAGE });
  if (asset.organisationId !== null && asset.organisationId !== organisationId) throw mediaErrors.ASSET_ELSEWHERE();
  if (asset.state !== AssetState.READY) throw mediaErrors.ASSET_NOT_READY();
}
