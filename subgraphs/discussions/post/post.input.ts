import { MaxLength, MinLength } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PageArgs } from '../../../kit/graphql/page.args';
import { anonymousDescription, bodyDescription, longestBody } from './post.texts';
import { Post } from './post.document';

export const PostOrder = { OLDEST: 'OLDEST', NEWEST: 'NEWEST', VOTES: 'VOTES' } as const;
export type PostOrder = keyof typeof PostOrder;

registerEnumType(PostOrder, {
  name: 'PostOrder',
  description: 'How replies are sorted.',
  valuesConfig: {
    OLDEST: { description: 'In the order in which they were written.' },
    NEWEST: { description: 'The latest first.' },
    VOTES: { description: 'Those with most votes first.' },
  },
});

@ArgsType()
export class PostPageArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Replies to this reply; none for those to the thread itself.' })
  @MaxLength(100)
  parentId?: string | null;

  @Field(() => PostOrder, { defaultValue: 'OLDEST', description: 'How to sort them.' })
  orderBy!: PostOrder;
}

@InputType({ description: 'A reply.' })
export class CreatePostInput {
  @Field(() => ID, { description: 'The thread.' })
  @MaxLength(100)
  threadId!: string;

  @Field(() => ID, { nullable: true, description: 'The reply to answer; none for the thread itself.' })
  @MaxLength(100)
  replyToId?: string | null;

  @Field(() => String, { description: bodyDescription })
  @MinLength(1)
  @MaxLength(longestBody)
  body!: string;

  @Field(() => Boolean, { nullable: true, description: anonymousDescription })
  isAnonymous?: boolean | null;
}

@InputType({ description: 'Another text for a post.' })
export class UpdatePostInput {
  @Field(() => ID, { description: 'The post.' })
  @MaxLength(100)
  id!: string;

  @Field(() => String, { description: bodyDescription })
  @MinLength(1)
  @MaxLength(longestBody)
  body!: string;

  @Field(() => Int, { nullable: true, description: 'The version that you saw; another one is refused with CONFLICT.' })
  expectedVersion?: number | null;
}

@InputType({ description: 'One post.' })
export class DeletePostInput {
  @Field(() => ID, { description: 'Its id.' })
  @MaxLength(100)
  id!: string;
}

/** What changes of a post answer. */
@ObjectType()
abstract class PostPayload {
  @Field(() => Post, { description: 'The post.' })
  post!: Post;
}

@ObjectType({ description: 'The reply.' })
export class CreatePostPayload extends PostPayload {}

@ObjectType({ description: 'The post as it is now.' })
export class UpdatePostPayload extends PostPayload {}

@ObjectType({ description: 'What is left of the post: its place.' })
export class DeletePostPayload extends PostPayload {}

@ObjectType({ description: 'What the viewer may do with a post.' })
export class PostViewerCan {
  @Field(() => Boolean, { description: 'Change or delete it.' })
  edit!: boolean;

  @Field(() => Boolean, { description: 'Vote for or against it.' })
  vote!: boolean;

  @Field(() => Boolean, { description: 'Accept it as the answer.' })
  accept!: boolean;

  @Field(() => Boolean, { description: 'Stand by it as an answer, and decide about it as staff.' })
  moderate!: boolean;
}
