import { loadWith, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { completions, enrollments } from './enrollment.document';

const nothing: ReadonlySet<string> = new Set();

/** What is known of the viewer as a learner, by course id. Nobody else's enrolment can be asked for. */
export class LearnerLoaders {
  /** Since when the viewer is enrolled in a course; null when not. */
  readonly enrolledAt: Loader<string, Date | null>;
  /** Ids of the lessons of a course that the viewer has completed. */
  readonly completed: Loader<string, ReadonlySet<string>>;

  constructor(private readonly scope: Scope) {
    this.enrolledAt = loadWith<Date | null>((courseIds) => this.readEnrollments(courseIds), null);
    this.completed = loadWith((courseIds) => this.readCompletions(courseIds), nothing);
  }

  private async readEnrollments(courseIds: readonly string[]): Promise<ReadonlyMap<string, Date>> {
    const userId = this.scope.viewer.id;
    if (userId === null) return new Map();
    const active = await this.scope.documents
      .of(enrollments)
      .find({ userId, courseId: { $in: [...courseIds] }, endedAt: null })
      .sort({ startedAt: -1 })
      .toArray();
    // Of several runs at once the first counts: the last entry of a key wins, and it is the oldest.
    return new Map(active.map(({ courseId, startedAt }) => [courseId, startedAt]));
  }

  private async readCompletions(courseIds: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const userId = this.scope.viewer.id;
    if (userId === null) return new Map();
    const found = await this.scope.documents
      .of(completions)
      .find({ userId, courseId: { $in: [...courseIds] } })
      .toArray();
    const groups = Map.groupBy(found, ({ courseId }) => courseId);
    return new Map([...groups].map(([courseId, group]) => [courseId, new Set(group.map(({ lessonId }) => lessonId))]));
  }
}
