import { loadWith, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { enrollments } from './enrollment.document';

/** Whether the viewer is enrolled, by course id. */
export class MembershipLoaders {
  readonly isEnrolled: Loader<string, boolean>;

  constructor(private readonly scope: Scope) {
    this.isEnrolled = loadWith((courseIds) => this.read(courseIds), false);
  }

  /** Of these people, those who are enrolled in the course. */
  async enrolledOf(courseId: string, userIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (userIds.length === 0) return new Set();
    const filter = { courseId, userId: { $in: [...userIds] }, endedAt: null };
    return new Set(await this.scope.documents.of(enrollments).distinct<string>('userId', filter));
  }

  private async read(courseIds: readonly string[]): Promise<ReadonlyMap<string, boolean>> {
    const userId = this.scope.viewer.id;
    if (userId === null) return new Map();
    const filter = { userId, courseId: { $in: [...courseIds] }, endedAt: null };
    const found = await this.scope.documents.of(enrollments).distinct<string>('courseId', filter);
    return new Map(found.map((courseId) => [courseId, true]));
  }
}
