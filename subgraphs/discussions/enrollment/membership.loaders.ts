import { loadWith, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { enrollments } from './enrollment.document';

/** What is known of the viewer as a learner, by course id. */
export class MembershipLoaders {
  /** Since when they are enrolled; null when not. */
  readonly enrolledAt: Loader<string, Date | null>;

  constructor(private readonly scope: Scope) {
    this.enrolledAt = loadWith<Date | null>((courseIds) => this.read(courseIds), null);
  }

  /** Of these people, those who are enrolled in the course. */
  async enrolledOf(courseId: string, userIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (userIds.length === 0) return new Set();
    const filter = { courseId, userId: { $in: [...userIds] }, endedAt: null };
    return new Set(await this.scope.documents.of(enrollments).distinct<string>('userId', filter));
  }

  private async read(courseIds: readonly string[]): Promise<ReadonlyMap<string, Date>> {
    const userId = this.scope.viewer.id;
    if (userId === null) return new Map();
    const found = await this.scope.documents
      .of(enrollments)
      .find({ userId, courseId: { $in: [...courseIds] }, endedAt: null })
      .sort({ startedAt: -1 })
      .toArray();
    // Of several runs at once the first counts: the last entry of a key wins, and it is the oldest.
    return new Map(found.map(({ courseId, startedAt }) => [courseId, startedAt]));
  }
}
