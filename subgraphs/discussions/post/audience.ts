import type { Scope } from '../../../kit/scope/scope';
import { blockersOf } from '../chat/blockers';
import { courses } from '../course/course.document';
import { MembershipLoaders } from '../enrollment/membership.loaders';
import { everywhere } from '../restriction/restriction.document';
import { RestrictionLoaders } from '../restriction/restriction.loaders';
import type { Post } from './post.document';

/** Whom a post may be told to: those who take part in its course or teach it, never its author, nor whoever blocked them. */
export class Audience {
  constructor(private readonly scope: Scope) {}

  /** Of these people, those who may be told. A mention of somebody who takes no part notifies nobody. */
  async members(
    post: Pick<Post, 'courseId' | 'authorId' | 'isAnonymous'>,
    userIds: readonly string[],
  ): Promise<string[]> {
    if (userIds.length === 0) return [];
    const { courseId, authorId, isAnonymous } = post;
    const course = await this.scope.documents.of(courses).findOne({ _id: courseId });
    const enrolled = await this.scope.get(MembershipLoaders).enrolledOf(courseId, userIds);
    const banned = await this.scope.get(RestrictionLoaders).bannedOf(courseId, userIds);
    // Silence would tell who the author of an anonymous post is, so that of such everyone is told.
    const deaf = isAnonymous ? new Set() : await blockersOf(this.scope, authorId, userIds);
    const goneEverywhere = await this.scope.get(RestrictionLoaders).bannedOf(everywhere, userIds);
    const takesPart = (id: string): boolean =>
      (course?.instructorIds.includes(id) === true && !goneEverywhere.has(id)) || (enrolled.has(id) && !banned.has(id));
    return userIds.filter((id) => id !== authorId && takesPart(id) && !deaf.has(id));
  }
}
