import { loadWith, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { restrictionId, restrictions, type Restriction } from './restriction.document';

/** What the viewer may not do, by course; null where they may everything. */
export class RestrictionLoaders {
  readonly own: Loader<string, Restriction | null>;

  constructor(scope: Scope) {
    this.own = loadWith<Restriction | null>(async (courseIds) => {
      const userId = scope.viewer.id;
      if (userId === null) return new Map();
      const found = await scope.documents
        .of(restrictions)
        .find({ _id: { $in: courseIds.map((courseId) => restrictionId(courseId, userId)) } })
        .toArray();
      const now = scope.clock.now();
      return new Map(found.filter((row) => !row.isOverAt(now)).map((row) => [row.courseId, row]));
    }, null);
  }
}
