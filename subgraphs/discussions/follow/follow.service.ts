import { signedIn } from '../../../kit/identity/signed-in';
import type { Scope } from '../../../kit/scope/scope';
import { coursePolicy } from '../course/course.policy';
import { CourseStore } from '../course/course.store';
import { ForumStore } from '../forum/forum.store';
import type { Forum } from '../forum/forum.document';
import { demandOwnRate } from '../rates';
import type { Thread } from '../thread/thread.document';
import { threadPolicy } from '../thread/thread.policy';
import { ThreadStore } from '../thread/thread.store';
import { followId, follows } from './follow.document';
import type { FollowForumInput, FollowThreadInput } from './follow.input';

/** What people want to be told of. */
export class FollowService {
  constructor(private readonly scope: Scope) {}

  /** @throws UNAUTHENTICATED, NOT_FOUND, RATE_LIMITED */
  async thread({ threadId, isFollowed }: FollowThreadInput): Promise<Thread> {
    await demandOwnRate(this.scope);
    const thread = await this.scope.get(ThreadStore).require(threadId, threadPolicy.see);
    await this.set(threadId, isFollowed);
    return thread;
  }

  /** @throws UNAUTHENTICATED, NOT_FOUND, RATE_LIMITED */
  async forum({ courseId, isFollowed }: FollowForumInput): Promise<Forum> {
    await demandOwnRate(this.scope);
    const course = await this.scope.get(CourseStore).require(courseId, coursePolicy.join);
    await this.set(courseId, isFollowed);
    return this.scope.get(ForumStore).of(course);
  }

  /** Whoever writes in a thread follows it from then on. */
  async set(targetId: string, isFollowed = true): Promise<void> {
    const userId = signedIn(this.scope.viewer);
    const [_id, rows] = [followId(targetId, userId), this.scope.documents.of(follows)];
    if (isFollowed) await rows.updateOne({ _id }, { $set: { userId, targetId } }, { upsert: true });
    else await rows.deleteOne({ _id });
  }
}
