import { ArrayMaxSize, ArrayMinSize, IsInt, Max, MaxLength, Min, MinLength } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../kit/graphql/connection';
import { DateTime } from '../../../kit/graphql/scalars';
import { ViewerIndependent } from '../../../kit/graphql/viewer-independent';
import { UserRef } from '../user/user.ref';
import { Conversation } from './conversation.document';
import { Message } from './message.document';

export const ConversationConnection = connectionOf(Conversation);

/** How many people a group may have. */
export const largestGroup = 100;

@InputType({ description: 'Whom you want to talk with.' })
export class StartConversationInput {
  @Field(() => ID, { description: 'The course in which you take part together.' })
  @MaxLength(100)
  courseId!: string;

  @Field(() => [ID], {
    description: `The others, at most ${largestGroup - 1}: who teaches the course; others in it where it allows that, or you teach it.`,
  })
  @ArrayMinSize(1)
  @ArrayMaxSize(largestGroup - 1)
  @MaxLength(100, { each: true })
  userIds!: string[];

  @Field(() => String, { nullable: true, description: 'What to call it; with one, two people are a group as well.' })
  @MinLength(1)
  @MaxLength(100)
  title?: string | null;
}

@InputType({ description: 'The room of a course.' })
export class OpenCourseRoomInput {
  @Field(() => ID, { description: 'The course.' })
  @MaxLength(100)
  courseId!: string;

  @Field(() => String, { description: 'What to call it, at most 100 characters.' })
  @MinLength(1)
  @MaxLength(100)
  title!: string;

  @Field(() => Int, {
    defaultValue: 0,
    description: 'Slow mode: seconds from one message of a learner to the next; 0 without.',
  })
  @IsInt()
  @Min(0)
  @Max(86_400)
  slowModeSeconds!: number;
}

@InputType({ description: 'One conversation.' })
export class ConversationInput {
  @Field(() => ID, { description: 'Its id.' })
  @MaxLength(100)
  conversationId!: string;
}

@InputType({ description: 'Whether you want to be told of messages.' })
export class MuteConversationInput extends ConversationInput {
  @Field(() => Boolean, { defaultValue: true, description: 'False: told again.' })
  isMuted!: boolean;
}

@InputType({ description: 'Until where you have read.' })
export class MarkConversationReadInput extends ConversationInput {
  @Field(() => Int, { description: 'Number of the last message that you read. A mark never goes back.' })
  @IsInt()
  @Min(0)
  seq!: number;
}

@InputType({ description: 'Whom you want to hear nothing of.' })
export class BlockPersonInput {
  @Field(() => ID, { description: 'The person.' })
  @MaxLength(100)
  userId!: string;

  @Field(() => Boolean, { defaultValue: true, description: 'False: again.' })
  isBlocked!: boolean;
}

@InputType({ description: 'A link by which people join a group.' })
export class CreateInviteInput extends ConversationInput {
  @Field(() => Int, { defaultValue: 24, description: 'For how many hours it works, at most 720.' })
  @IsInt()
  @Min(1)
  @Max(720)
  hours!: number;
}

@InputType({ description: 'The secret of an invite link.' })
export class JoinConversationInput {
  @Field(() => String, { description: 'As `createInvite` told it.' })
  @MaxLength(200)
  token!: string;
}

/** What changes of a conversation answer. */
@ObjectType()
abstract class ConversationPayload {
  @Field(() => Conversation, { description: 'The conversation.' })
  conversation!: Conversation;
}

@ObjectType({ description: 'The conversation; that of two people may have been there already.' })
export class StartConversationPayload extends ConversationPayload {}

@ObjectType({ description: 'The room.' })
export class OpenCourseRoomPayload extends ConversationPayload {}

@ObjectType({ description: 'The conversation.' })
export class MuteConversationPayload extends ConversationPayload {}

@ObjectType({ description: 'The conversation.' })
export class MarkConversationReadPayload extends ConversationPayload {}

@ObjectType({ description: 'The group that you are in now.' })
export class JoinConversationPayload extends ConversationPayload {}

@ObjectType({ description: 'The group that you have left.' })
export class LeaveConversationPayload {
  @Field(() => ID, { description: 'Its id.' })
  leftConversationId!: string;
}

@ObjectType({ description: 'That others see that you type.' })
export class SendTypingPayload {
  @Field(() => ID, { description: 'Where.' })
  typingInConversationId!: string;
}

@ObjectType({ description: 'Whom you hear nothing of.' })
export class BlockPersonPayload {
  @Field(() => UserRef, { nullable: true, description: 'The person.' })
  user!: UserRef;
}

@ObjectType({ description: 'A link by which people join a group.' })
export class CreateInvitePayload {
  @Field(() => String, { description: 'The secret; nobody can ask for it again.' })
  token!: string;

  @Field(() => DateTime, { description: 'Until when it works.' })
  expiresAt!: Date;
}

@ArgsType()
export class MessageArgs {
  @Field(() => Int, {
    nullable: true,
    description: 'Only those after this number, the oldest first: what a client missed.',
  })
  @IsInt()
  @Min(0)
  after?: number | null;

  @Field(() => Int, { nullable: true, description: 'Only those before this number; the newest of them.' })
  @IsInt()
  @Min(0)
  before?: number | null;

  @Field(() => DateTime, { nullable: true, description: 'Only those from this moment on, the oldest first.' })
  from?: Date | null;

  @Field(() => Int, { defaultValue: 50, description: 'How many, at most 200.' })
  @IsInt()
  @Min(1)
  @Max(200)
  first!: number;
}

@ObjectType({ description: 'Messages in their order.' })
export class MessagePage {
  @Field(() => [Message], { description: 'The messages, by number.' })
  nodes!: Message[];

  @Field(() => Boolean, { description: 'Whether there are more in the direction in which was asked.' })
  hasMore!: boolean;
}

@ObjectType({ description: 'Until where somebody has read.' })
export class ReadReceipt {
  readonly userId!: string;

  @Field(() => Int, { description: 'Number of the last message that they read.' })
  @ViewerIndependent()
  seq!: number;
}
