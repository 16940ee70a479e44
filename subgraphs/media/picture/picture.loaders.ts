import { loadWith, type Loader } from '../../../kit/database/loaders';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { assets, type AssetUse } from '../asset/asset.document';
import { Picture } from './picture.type';

/** What is shown of people, courses and videos, by their ids. Behind the tenant wall, and for everyone on this side of it. */
export class PictureLoaders {
  readonly avatar: Loader<string, Picture | null>;
  readonly thumbnail: Loader<string, Picture | null>;
  readonly poster: Loader<string, Picture | null>;

  constructor(private readonly scope: Scope) {
    this.avatar = loadWith<Picture | null>((ids) => this.read('AVATAR', ids), null);
    this.thumbnail = loadWith<Picture | null>((ids) => this.read('THUMBNAIL', ids), null);
    this.poster = loadWith<Picture | null>((ids) => this.read('POSTER', ids), null);
  }

  private async read(as: AssetUse['as'], keys: readonly string[]): Promise<ReadonlyMap<string, Picture>> {
    const ids = keys.filter(isUuid);
    if (ids.length === 0) return new Map();
    const found = await this.scope.documents
      .of(assets)
      .find({ 'shownAs.id': { $in: ids }, shownAs: { $elemMatch: { id: { $in: ids }, as } } })
      .toArray();
    const pictures = found.flatMap((asset) => {
      const picture = Picture.of(asset);
      const places = asset.shownAs.filter((use) => use.as === as);
      return picture ? places.map(({ id }) => [id, picture] as const) : [];
    });
    return new Map(pictures);
  }
}
