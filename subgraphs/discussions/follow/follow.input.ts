import { MaxLength } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Forum } from '../forum/forum.document';
import { Thread } from '../thread/thread.document';

@InputType({ description: 'Whether you want to be told of replies.' })
export class FollowThreadInput {
  @Field(() => ID, { description: 'The thread.' })
  @MaxLength(100)
  threadId!: string;

  @Field(() => Boolean, { defaultValue: true, description: 'False: no longer.' })
  isFollowed!: boolean;
}

@ObjectType({ description: 'The thread.' })
export class FollowThreadPayload {
  @Field(() => Thread, { description: 'The thread.' })
  thread!: Thread;
}

@InputType({ description: 'Whether you want to be told of new threads.' })
export class FollowForumInput {
  @Field(() => ID, { description: 'The course.' })
  @MaxLength(100)
  courseId!: string;

  @Field(() => Boolean, { defaultValue: true, description: 'False: no longer.' })
  isFollowed!: boolean;
}

@ObjectType({ description: 'The forum.' })
export class FollowForumPayload {
  @Field(() => Forum, { description: 'The forum.' })
  forum!: Forum;
}
