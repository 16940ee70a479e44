import { Arg, Ctx, Directive, ID, Resolver, Root, Subscription } from 'type-graphql';
import { Live } from '../../../kit/graphql/live-directive';
import { liveSource } from '../../../kit/graphql/live-source';
import type { Scope } from '../../../kit/scope/scope';
import type { ForumMessage } from '../forum/forum.live';
import { PostLoaders } from '../post/post.loaders';
import { PostAdded, ThreadChanged } from './thread.input';
import { ThreadLive } from './thread.live';
import { ThreadLoaders } from './thread.loaders';

@Resolver()
export class ThreadSubscriptions {
  @Subscription(() => ThreadChanged, {
    nullable: true,
    subscribe: liveSource((scope, { id }: { id: string }) => scope.get(ThreadLive).changes(id)),
    description: 'A thread, each time it or one of its posts changes; ends when the viewer takes no part any more.',
  })
  @Directive('@authenticated')
  @Live({ overflow: 'LATEST' })
  async threadChanged(
    @Ctx() scope: Scope,
    @Arg('id', () => ID, { description: 'The thread.' }) id: string,
  ): Promise<ThreadChanged> {
    return { thread: await scope.get(ThreadLoaders).visible.load(id) };
  }

  @Subscription(() => PostAdded, {
    nullable: true,
    subscribe: liveSource((scope, { threadId }: { threadId: string }) => scope.get(ThreadLive).posts(threadId)),
    description: 'Posts of a thread as they are published; ends when the viewer takes no part any more.',
  })
  @Directive('@authenticated')
  @Live({ overflow: 'DROP_OLDEST' })
  async postAdded(
    @Ctx() scope: Scope,
    @Root() { postId }: ForumMessage,
    @Arg('threadId', () => ID, { description: 'The thread.' }) _threadId: string,
  ): Promise<PostAdded | null> {
    const post = postId === null ? null : await scope.get(PostLoaders).visible.load(postId);
    return post && { post };
  }
}
