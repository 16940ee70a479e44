import { kitErrors } from '../../../kit/errors/kit-errors';
import { watch, type Verdict } from '../../../kit/live/watch';
import type { Scope } from '../../../kit/scope/scope';
import { forumTopic, type ForumMessage } from '../forum/forum.live';
import { PostLoaders } from '../post/post.loaders';
import { ThreadLoaders } from './thread.loaders';

/** Who may listen to what; asked when a stream begins, for each message, and whenever somebody comes or goes. */
export class ThreadLive {
  constructor(private readonly scope: Scope) {}

  /** A thread, each time it changes, until the viewer may no longer see it. @throws NOT_FOUND */
  changes(id: string): Promise<AsyncIterable<ForumMessage>> {
    return this.follow(id, ({ threadId }) => Promise.resolve(threadId === id));
  }

  /** Posts as they are published. @throws NOT_FOUND */
  posts(id: string): Promise<AsyncIterable<ForumMessage>> {
    return this.follow(id, async ({ threadId, postId }) => {
      if (threadId !== id || postId === null) return false;
      return (await this.fresh().get(PostLoaders).visible.load(postId)) !== null;
    });
  }

  private async follow(
    id: string,
    concerns: (message: ForumMessage) => Promise<boolean>,
  ): Promise<AsyncIterable<ForumMessage>> {
    const thread = await this.fresh().get(ThreadLoaders).visible.load(id);
    if (!thread) throw kitErrors.NOT_FOUND({ thing: 'thread' });
    const judge = async (message: ForumMessage): Promise<Verdict> => {
      if (message.threadId !== null && message.threadId !== id) return 'SKIP';
      if (message.userId && !this.scope.viewer.is(message.userId)) return 'SKIP';
      if ((await this.fresh().get(ThreadLoaders).visible.load(id)) === null) return 'END';
      return (await concerns(message)) ? 'PASS' : 'SKIP';
    };
    return watch(forumTopic.subscribe(this.scope.live, thread.courseId), judge);
  }

  /** Loaders remember; a stream outlives what they remember. */
  private fresh(): Scope {
    return this.scope.as(this.scope.viewer);
  }
}
