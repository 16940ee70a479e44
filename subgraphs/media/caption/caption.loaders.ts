import { loadWith, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { captions, type Caption } from './caption.document';

/** Captions by the file that they belong to. Whoever asks has the file, or what it plays, in hand already. */
export class CaptionLoaders {
  readonly of: Loader<string, Caption[]>;

  constructor(private readonly scope: Scope) {
    this.of = loadWith<Caption[]>((assetIds) => this.read(assetIds), []);
  }

  private async read(assetIds: readonly string[]): Promise<ReadonlyMap<string, Caption[]>> {
    const found = await this.scope.documents
      .of(captions)
      .find({ assetId: { $in: [...assetIds] } })
      .sort({ assetId: 1, language: 1 })
      .toArray();
    return Map.groupBy(found, ({ assetId }) => assetId);
  }
}
