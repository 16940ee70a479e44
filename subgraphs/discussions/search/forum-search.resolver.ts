import { IsInt, Max, MaxLength, Min } from 'class-validator';
import { Args, ArgsType, Ctx, Directive, Field, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { Forum } from '../forum/forum.document';
import { Post } from '../post/post.document';
import { Thread } from '../thread/thread.document';
import { ForumSearch, mostSimilar } from './forum.search';

@ArgsType()
export class ForumSearchArgs {
  @Field(() => String, {
    description: 'Words; `"a phrase"` as it stands, `-word` to leave out. At most 200 characters.',
  })
  @MaxLength(200)
  text!: string;

  @Field(() => Int, { defaultValue: 20, description: 'How many, at most 50.' })
  @IsInt()
  @Min(1)
  @Max(50)
  first!: number;
}

@ArgsType()
export class SimilarThreadsArgs {
  @Field(() => String, { description: 'The title as far as it is typed, at most 200 characters.' })
  @MaxLength(200)
  title!: string;
}

/** What can be found in a forum. */
@Resolver(() => Forum)
export class ForumSearchResolver {
  @FieldResolver(() => [Post], { description: 'Posts with these words, the most fitting first.' })
  @Directive('@cost(weight: 10)')
  search(
    @Ctx() scope: Scope,
    @Root() { _id }: Forum,
    @Args(() => ForumSearchArgs) { text, first }: ForumSearchArgs,
  ): Promise<Post[]> {
    return scope.get(ForumSearch).posts(_id, text, first);
  }

  @FieldResolver(() => [Thread], {
    description: `Threads that may be about the same, for somebody who is about to begin one; ${mostSimilar} at most.`,
  })
  @Directive('@cost(weight: 10)')
  similarThreads(
    @Ctx() scope: Scope,
    @Root() { _id }: Forum,
    @Args(() => SimilarThreadsArgs) { title }: SimilarThreadsArgs,
  ): Promise<Thread[]> {
    return scope.get(ForumSearch).similar(_id, title);
  }
}
