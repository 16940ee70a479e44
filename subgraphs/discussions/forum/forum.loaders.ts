import { loadWith, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { CourseLoaders } from '../course/course.loaders';
import { Forum, forums } from './forum.document';

/** Reads of forums by their courses' ids. */
export class ForumLoaders {
  /** Null for whoever takes no part in the course. */
  readonly visible: Loader<string, Forum | null>;

  constructor(private readonly scope: Scope) {
    this.visible = loadWith<Forum | null>((courseIds) => this.read(courseIds), null);
  }

  private async read(courseIds: readonly string[]): Promise<ReadonlyMap<string, Forum>> {
    const loaded = await this.scope.get(CourseLoaders).joined.loadMany([...courseIds]);
    const joined = loaded.flatMap((course) => (course instanceof Error || course === null ? [] : [course]));
    if (joined.length === 0) return new Map();
    const ids = joined.map(({ _id }) => _id);
    const found = await this.scope.documents
      .of(forums)
      .find({ _id: { $in: ids } })
      .toArray();
    const known = new Map(found.map((forum) => [forum._id, forum]));
    return new Map(
      joined.map((course) => [course._id, known.get(course._id) ?? Forum.empty(course._id, course.organisationId)]),
    );
  }
}
