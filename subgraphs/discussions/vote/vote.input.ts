import { MaxLength } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Post } from '../post/post.document';
import { VoteValue } from './vote.document';

@InputType({ description: 'What you think of a post.' })
export class VotePostInput {
  @Field(() => ID, { description: 'The post; not one of yours.' })
  @MaxLength(100)
  postId!: string;

  @Field(() => VoteValue, { nullable: true, description: 'For or against it; null takes your vote back.' })
  vote?: VoteValue | null;
}

@ObjectType({ description: 'The post with its score now.' })
export class VotePostPayload {
  @Field(() => Post, { description: 'The post.' })
  post!: Post;
}
