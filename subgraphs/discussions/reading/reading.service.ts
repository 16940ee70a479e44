import { signedIn } from '../../../kit/identity/signed-in';
import type { Scope } from '../../../kit/scope/scope';
import { coursePolicy } from '../course/course.policy';
import { CourseStore } from '../course/course.store';
import type { Forum } from '../forum/forum.document';
import { ForumStore } from '../forum/forum.store';
import { demandOwnRate } from '../rates';
import type { Thread } from '../thread/thread.document';
import { threadPolicy } from '../thread/thread.policy';
import { ThreadStore } from '../thread/thread.store';
import { readMarkId, readMarks } from './read-mark.document';

/** How people say what they have read. */
export class ReadingService {
  constructor(private readonly scope: Scope) {}

  /** @throws UNAUTHENTICATED, NOT_FOUND, RATE_LIMITED */
  async thread(id: string): Promise<Thread> {
    await demandOwnRate(this.scope);
    const thread = await this.scope.get(ThreadStore).require(id, threadPolicy.see);
    await this.mark(id);
    return thread;
  }

  /** @throws UNAUTHENTICATED, NOT_FOUND, RATE_LIMITED */
  async forum(courseId: string): Promise<Forum> {
    await demandOwnRate(this.scope);
    const course = await this.scope.get(CourseStore).require(courseId, coursePolicy.join);
    await this.mark(courseId);
    return this.scope.get(ForumStore).of(course);
  }

  /** Whoever writes in a thread has read it. A mark never goes back. */
  async mark(targetId: string, at: Date = this.scope.clock.now()): Promise<void> {
    const userId = signedIn(this.scope.viewer);
    const update = { $set: { userId, targetId }, $max: { at } };
    const _id = readMarkId(targetId, userId);
    await this.scope.documents.of(readMarks).updateOne({ _id }, update, { upsert: true });
  }
}
