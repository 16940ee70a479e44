import { loadWith, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { Learner } from './learner.entity';

/** Whether the viewer is or was enrolled, by course id. */
export class LearnerLoaders {
  readonly viewerLearned: Loader<string, boolean>;

  constructor(scope: Scope) {
    this.viewerLearned = loadWith(async (courseIds) => {
      if (scope.viewer.id === null) return new Map();
      const rows = await scope.db
        .createQueryBuilder(Learner, 'row')
        .select('DISTINCT row.courseId', 'courseId')
        .where('row.userId = :viewer AND row.courseId = ANY(:courseIds)', { viewer: scope.viewer.id, courseIds })
        .getRawMany<{ courseId: string }>();
      return new Map(rows.map(({ courseId }) => [courseId, true]));
    }, false);
  }
}
