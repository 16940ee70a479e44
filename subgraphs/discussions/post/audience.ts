import type { Scope } from '../../../kit/scope/scope';
import { courses } from '../course/course.document';
import { MembershipLoaders } from '../enrollment/membership.loaders';

/** Whom a post may be told to: those who are enrolled in its course or teach it, and never its author. */
export class Audience {
  constructor(private readonly scope: Scope) {}

  /** Of these people, those who may be told. A mention of somebody who takes no part notifies nobody. */
  async members(courseId: string, userIds: readonly string[], authorId: string): Promise<string[]> {
    if (userIds.length === 0) return [];
    const course = await this.scope.documents.of(courses).findOne({ _id: courseId });
    const enrolled = await this.scope.get(MembershipLoaders).enrolledOf(courseId, userIds);
    return userIds.filter((id) => id !== authorId && (enrolled.has(id) || course?.instructorIds.includes(id)));
  }
}
