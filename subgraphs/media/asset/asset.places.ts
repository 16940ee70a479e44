import type { Scope } from '../../../kit/scope/scope';
import { assets, type Asset, type AssetUse } from './asset.document';
import { AssetStore } from './asset.store';

/** Which file is shown where: each place shows one, and each file knows its places. */
export class AssetPlaces {
  constructor(private readonly scope: Scope) {}

  /** Shows a file that was read in this transaction, or nothing, instead of what was shown in a place. @throws CONFLICT */
  async show({ as, id }: AssetUse, next: Asset | null): Promise<void> {
    const store = this.scope.get(AssetStore);
    const shown = await this.in({ as, id });
    for (const asset of shown) {
      if (asset._id === next?._id) continue;
      asset.shownAs = asset.shownAs.filter((use) => use.as !== as || use.id !== id);
      await store.save(asset);
    }
    if (!next || shown.some(({ _id }) => _id === next._id)) return;
    next.shownAs = [...next.shownAs, { as, id }];
    await store.save(next);
  }

  /** What is shown in a place. */
  in({ as, id }: AssetUse): Promise<Asset[]> {
    return (
      this.scope.documents
        .of(assets)
        // The path of its own is what the partial index is found by.
        .find({ 'shownAs.id': id, shownAs: { $elemMatch: { id, as } } })
        .toArray()
    );
  }
}
