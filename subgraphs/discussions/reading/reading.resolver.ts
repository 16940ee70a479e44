import { Arg, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { Forum } from '../forum/forum.document';
import { Thread } from '../thread/thread.document';
import { MarkForumReadInput, MarkForumReadPayload, MarkThreadReadInput, MarkThreadReadPayload } from './reading.input';
import { mostUnread, ReadingLoaders } from './reading.loaders';
import { ReadingService } from './reading.service';

@Resolver(() => Thread)
export class ThreadReadingResolver {
  @Mutation(() => MarkThreadReadPayload, { description: 'Says that you have read a thread as it is now.' })
  async markThreadRead(
    @Ctx() scope: Scope,
    @Arg('input', () => MarkThreadReadInput, { description: 'The thread.' }) { threadId }: MarkThreadReadInput,
  ): Promise<MarkThreadReadPayload> {
    return { thread: await scope.get(ReadingService).thread(threadId) };
  }

  @FieldResolver(() => Boolean, { description: 'Whether somebody wrote in it since the viewer read it.' })
  isUnread(@Ctx() scope: Scope, @Root() thread: Thread): Promise<boolean> {
    return scope.get(ReadingLoaders).isUnread(thread);
  }
}

@Resolver(() => Forum)
export class ForumReadingResolver {
  @Mutation(() => MarkForumReadPayload, { description: 'Says that you have read all threads of a course.' })
  async markForumRead(
    @Ctx() scope: Scope,
    @Arg('input', () => MarkForumReadInput, { description: 'The course.' }) { courseId }: MarkForumReadInput,
  ): Promise<MarkForumReadPayload> {
    return { forum: await scope.get(ReadingService).forum(courseId) };
  }

  @FieldResolver(() => Int, {
    description: `How many of the ${mostUnread} threads in which somebody wrote last the viewer has not read; ${mostUnread} stands for that many or more.`,
  })
  unreadCount(@Ctx() scope: Scope, @Root() { _id }: Forum): Promise<number> {
    return scope.get(ReadingLoaders).unreadIn(_id);
  }
}
