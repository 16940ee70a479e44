import { MaxLength } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Forum } from '../forum/forum.document';
import { Thread } from '../thread/thread.document';

@InputType({ description: 'What you have read.' })
export class MarkThreadReadInput {
  @Field(() => ID, { description: 'The thread.' })
  @MaxLength(100)
  threadId!: string;
}

@ObjectType({ description: 'The thread that you have read.' })
export class MarkThreadReadPayload {
  @Field(() => Thread, { description: 'The thread.' })
  thread!: Thread;
}

@InputType({ description: 'What you have read, or do not mean to.' })
export class MarkForumReadInput {
  @Field(() => ID, { description: 'The course.' })
  @MaxLength(100)
  courseId!: string;
}

@ObjectType({ description: 'The forum in which nothing is unread.' })
export class MarkForumReadPayload {
  @Field(() => Forum, { description: 'The forum.' })
  forum!: Forum;
}
