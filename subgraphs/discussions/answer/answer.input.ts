import { MaxLength } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Post } from '../post/post.document';
import { Thread } from '../thread/thread.document';

@InputType({ description: 'Whether an answer is the one.' })
export class AcceptAnswerInput {
  @Field(() => ID, { description: 'A direct reply to a question.' })
  @MaxLength(100)
  postId!: string;

  @Field(() => Boolean, { defaultValue: true, description: 'False takes that back.' })
  isAccepted!: boolean;
}

@InputType({ description: 'Whether staff stand by an answer.' })
export class EndorseAnswerInput {
  @Field(() => ID, { description: 'A direct reply to a question.' })
  @MaxLength(100)
  postId!: string;

  @Field(() => Boolean, { defaultValue: true, description: 'False takes that back.' })
  isEndorsed!: boolean;
}

/** What decisions about answers answer. */
@ObjectType()
abstract class AnswerPayload {
  @Field(() => Post, { description: 'The answer.' })
  post!: Post;

  @Field(() => Thread, { description: 'The question.' })
  thread!: Thread;
}

@ObjectType({ description: 'The question and the answer that was accepted, or is no longer.' })
export class AcceptAnswerPayload extends AnswerPayload {}

@ObjectType({ description: 'The question and the answer that staff stand by, or no longer.' })
export class EndorseAnswerPayload extends AnswerPayload {}
