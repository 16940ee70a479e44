import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { Post } from '../post/post.document';
import { VoteValue } from './vote.document';
import { VotePostInput, VotePostPayload } from './vote.input';
import { VoteLoaders } from './vote.loaders';
import { VoteService } from './vote.service';

@Resolver(() => Post)
export class VoteResolver {
  @Mutation(() => VotePostPayload, { description: 'Votes for or against a post, or takes the vote back.' })
  async votePost(
    @Ctx() scope: Scope,
    @Arg('input', () => VotePostInput, { description: 'The vote.' }) input: VotePostInput,
  ): Promise<VotePostPayload> {
    return { post: await scope.get(VoteService).vote(input) };
  }

  @FieldResolver(() => VoteValue, { nullable: true, description: "The viewer's own vote; null without one." })
  viewerVote(@Ctx() scope: Scope, @Root() { _id }: Post): Promise<VoteValue | null> {
    return scope.get(VoteLoaders).own.load(_id);
  }
}
