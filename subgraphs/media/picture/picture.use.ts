import type { Scope } from '../../../kit/scope/scope';
import { assets, type Asset, type AssetUse } from '../asset/asset.document';
import { AssetKind } from '../asset/asset.kind';
import { assetPolicy } from '../asset/asset.policy';
import { AssetState } from '../asset/asset.states';
import { AssetStore } from '../asset/asset.store';
import { mediaErrors } from '../media.errors';

/** Which picture is shown where: each place shows one, and each picture knows its places. */
export class PictureUse {
  constructor(private readonly scope: Scope) {}

  /**
   * Shows a picture of the viewer's in a place of an organisation, or of the marketplace, instead of what was shown there.
   * In a transaction. @throws NOT_FOUND, UNAUTHENTICATED, ASSET_NOT_READY, WRONG_KIND
   */
  async set({ as, id }: AssetUse, assetId: string | null, organisationId: string | null): Promise<void> {
    const store = this.scope.get(AssetStore);
    const next = assetId === null ? null : await store.require(assetId, assetPolicy.edit);
    if (next) demandPicture(next, organisationId);
    const shown = await this.scope.documents
      .of(assets)
      // The path of its own is what the partial index is found by.
      .find({ 'shownAs.id': id, shownAs: { $elemMatch: { id, as } } })
      .toArray();
    for (const asset of shown) {
      if (asset._id === next?._id) continue;
      asset.shownAs = asset.shownAs.filter((use) => use.as !== as || use.id !== id);
      await store.save(asset);
    }
    if (!next || shown.some(({ _id }) => _id === next._id)) return;
    next.shownAs = [...next.shownAs, { as, id }];
    await store.save(next);
  }
}

/** What everyone sees must not lie where only an organisation sees it. */
function demandPicture(asset: Asset, organisationId: string | null): void {
  if (asset.kind !== AssetKind.IMAGE) throw mediaErrors.WRONG_KIND({ kind: AssetKind.IMAGE });
  if (asset.organisationId !== null && asset.organisationId !== organisationId) throw mediaErrors.ASSET_ELSEWHERE();
  if (asset.state !== AssetState.READY) throw mediaErrors.ASSET_NOT_READY();
}
