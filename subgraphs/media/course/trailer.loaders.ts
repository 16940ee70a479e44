import { loadWith, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { assets, type Asset } from '../asset/asset.document';
import { isOfCourse } from '../asset/asset.loaders';
import { CourseLoaders } from './course.loaders';

/** Trailers by the course that shows them, for whoever may see the course: published, or edited by them. */
export class TrailerLoaders {
  readonly visible: Loader<string, Asset | null>;

  constructor(private readonly scope: Scope) {
    this.visible = loadWith<Asset | null>((courseIds) => this.read(courseIds), null);
  }

  private async read(courseIds: readonly string[]): Promise<ReadonlyMap<string, Asset>> {
    const courses = await Promise.all(courseIds.map((id) => this.scope.get(CourseLoaders).visible.load(id)));
    const visible = new Map(courses.flatMap((course) => (course ? [[course.id, course] as const] : [])));
    if (visible.size === 0) return new Map();
    const ids = [...visible.keys()];
    const found = await this.scope.documents
      .of(assets)
      .find({ 'shownAs.id': { $in: ids }, shownAs: { $elemMatch: { id: { $in: ids }, as: 'TRAILER' } } })
      .toArray();
    const trailers = found.flatMap((asset) =>
      asset.shownAs.filter(({ as }) => as === 'TRAILER').map(({ id }) => [id, asset] as const),
    );
    // Who teaches a course changes: what is no longer there for it is shown no longer.
    return new Map(trailers.filter(([id, asset]) => visible.has(id) && isOfCourse(asset, visible.get(id)!)));
  }
}
