import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { Forum } from '../forum/forum.document';
import { Thread } from '../thread/thread.document';
import { FollowForumInput, FollowForumPayload, FollowThreadInput, FollowThreadPayload } from './follow.input';
import { FollowLoaders } from './follow.loaders';
import { FollowService } from './follow.service';

@Resolver(() => Thread)
export class FollowThreadResolver {
  @Mutation(() => FollowThreadPayload, { description: 'Asks to be told of replies in a thread, or no longer.' })
  async followThread(
    @Ctx() scope: Scope,
    @Arg('input', () => FollowThreadInput, { description: 'The thread.' }) input: FollowThreadInput,
  ): Promise<FollowThreadPayload> {
    return { thread: await scope.get(FollowService).thread(input) };
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer is told of replies.' })
  viewerFollows(@Ctx() scope: Scope, @Root() { _id }: Thread): Promise<boolean> {
    return scope.get(FollowLoaders).own.load(_id);
  }
}

@Resolver(() => Forum)
export class FollowForumResolver {
  @Mutation(() => FollowForumPayload, { description: 'Asks to be told of new threads in a course, or no longer.' })
  async followForum(
    @Ctx() scope: Scope,
    @Arg('input', () => FollowForumInput, { description: 'The course.' }) input: FollowForumInput,
  ): Promise<FollowForumPayload> {
    return { forum: await scope.get(FollowService).forum(input) };
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer is told of new threads.' })
  viewerFollows(@Ctx() scope: Scope, @Root() { _id }: Forum): Promise<boolean> {
    return scope.get(FollowLoaders).own.load(_id);
  }
}
