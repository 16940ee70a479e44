import DataLoader from 'dataloader';
import type { Scope } from '../../../kit/scope/scope';
import { lessons } from '../lesson/lesson.document';
import type { Asset } from './asset.document';

/** A place that shows a file: a user's avatar, a course's thumbnail or trailer, a video's poster, a lesson. */
export interface PlaceOfUse {
  readonly place: 'AVATAR' | 'THUMBNAIL' | 'TRAILER' | 'POSTER' | 'LESSON';
  readonly id: string;
}

/** Lessons, and other places, that are named of one file at most. */
const most = 20;

/** Where files are shown. */
export class AssetUses {
  readonly places: DataLoader<Asset, PlaceOfUse[]>;

  constructor(private readonly scope: Scope) {
    this.places = new DataLoader((assets) => this.read(assets));
  }

  /** Lessons as they are published; what only a draft names is not known here. */
  private async read(assets: readonly Asset[]): Promise<PlaceOfUse[][]> {
    const contentIds = assets.map(({ id }) => id);
    // Ids are strings in any case: saying so is what lets MongoDB take the partial index.
    const shown = await this.scope.documents
      .of(lessons)
      .find({ contentId: { $in: contentIds, $type: 'string' } })
      .limit(most * assets.length)
      .toArray();
    const byContent = Map.groupBy(shown, ({ contentId }) => contentId);
    return assets.map(({ id, shownAs }) => [
      ...shownAs.slice(0, most).map((use) => ({ place: use.as, id: use.id })),
      ...(byContent.get(id) ?? []).slice(0, most).map((lesson) => ({ place: 'LESSON' as const, id: lesson.id })),
    ]);
  }
}
