import type { Scope } from '../../../kit/scope/scope';
import { blockId, blocks } from '../chat/conversation.document';
import { courses } from '../course/course.document';
import { MembershipLoaders } from '../enrollment/membership.loaders';
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
    const { courseId, authorId } = post;
    const course = await this.scope.documents.of(courses).findOne({ _id: courseId });
    const enrolled = await this.scope.get(MembershipLoaders).enrolledOf(courseId, userIds);
    const banned = await this.scope.get(RestrictionLoaders).bannedOf(courseId, userIds);
    const deaf = await this.blockersOf(post, userIds);
    const takesPart = (id: string): boolean =>
      course?.instructorIds.includes(id) === true || (enrolled.has(id) && !banned.has(id));
    return userIds.filter((id) => id !== authorId && takesPart(id) && !deaf.has(id));
  }

  /** Silence would tell who the author of an anonymous post is, so that of such everyone is told. */
  private async blockersOf(
    { authorId, isAnonymous }: Pick<Post, 'authorId' | 'isAnonymous'>,
    userIds: readonly string[],
  ): Promise<ReadonlySet<string>> {
    if (isAnonymous) return new Set();
    const filter = { _id: { $in: userIds.map((id) => blockId(id, authorId)) } };
    const found = await this.scope.documents.of(blocks).find(filter).toArray();
    return new Set(found.map(({ userId }) => userId));
  }
}
