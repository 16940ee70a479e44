import { loadWith, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { shares, type Share } from './share.document';

/** Shares by their document. Whoever asks has the document in hand already. */
export class ShareLoaders {
  readonly of: Loader<string, Share[]>;

  constructor(private readonly scope: Scope) {
    this.of = loadWith<Share[]>((assetIds) => this.read(assetIds), []);
  }

  private async read(assetIds: readonly string[]): Promise<ReadonlyMap<string, Share[]>> {
    const now = this.scope.clock.now();
    const found = await this.scope.documents
      .of(shares)
      .find({ assetId: { $in: [...assetIds] } })
      .sort({ _id: 1 })
      .toArray();
    const open = found.filter((share) => !share.isOverAt(now));
    return Map.groupBy(open, ({ assetId }) => assetId);
  }
}
