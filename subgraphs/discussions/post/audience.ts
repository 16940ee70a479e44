import type { Scope } from '../../../kit/scope/scope';
import type { Course } from '../course/course.document';
import { MembershipLoaders } from '../enrollment/membership.loaders';
import type { Post } from './post.document';

/** Whom a post may be told to: those who take part in its course, and never its author. */
export class Audience {
  constructor(private readonly scope: Scope) {}

  /** A mention of somebody who takes no part notifies nobody. */
  async mentioned(course: Course | null, { authorId }: Post, userIds: readonly string[]): Promise<string[]> {
    if (!course || userIds.length === 0) return [];
    const enrolled = await this.scope.get(MembershipLoaders).enrolledOf(course._id, userIds);
    return userIds.filter((id) => id !== authorId && (enrolled.has(id) || course.instructorIds.includes(id)));
  }
}
