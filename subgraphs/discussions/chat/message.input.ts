import { ArrayMaxSize, Matches, MaxLength, MinLength } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ViewerIndependent } from '../../../kit/graphql/viewer-independent';
import { Message } from './message.document';
import { ReadReceipt } from './conversation.input';
import { UserRef } from '../user/user.ref';

/** How many different signs one message takes. */
export const mostSigns = 20;

const oneEmoji = new RegExp(String.raw`^\p{RGI_Emoji}$`, 'v');

const bodyDescription = 'Markdown, at most 5,000 characters.';

@InputType({ description: 'What you say.' })
export class SendMessageInput {
  @Field(() => ID, { description: 'Where.' })
  @MaxLength(100)
  conversationId!: string;

  @Field(() => ID, { description: 'A name of your own for it: sent again with the same, it is there once.' })
  @MinLength(1)
  @MaxLength(100)
  clientId!: string;

  @Field(() => String, { description: bodyDescription })
  @MinLength(1)
  @MaxLength(5_000)
  body!: string;

  @Field(() => ID, { nullable: true, description: 'The message that it answers.' })
  @MaxLength(100)
  replyToId?: string | null;

  @Field(() => [ID], { nullable: true, description: 'Files, by the ids of their assets; at most 10.' })
  @ArrayMaxSize(10)
  @MaxLength(100, { each: true })
  attachmentIds?: string[] | null;
}

@InputType({ description: 'Other words for a message of yours.' })
export class EditMessageInput {
  @Field(() => ID, { description: 'The message.' })
  @MaxLength(100)
  id!: string;

  @Field(() => String, { description: bodyDescription })
  @MinLength(1)
  @MaxLength(5_000)
  body!: string;
}

@InputType({ description: 'One message.' })
export class DeleteMessageInput {
  @Field(() => ID, { description: 'Its id.' })
  @MaxLength(100)
  id!: string;
}

@InputType({ description: 'A sign for a message.' })
export class ReactToMessageInput {
  @Field(() => ID, { description: 'The message.' })
  @MaxLength(100)
  messageId!: string;

  @Field(() => String, { description: `One emoji; a message takes at most ${mostSigns} different ones.` })
  @MaxLength(32)
  @Matches(oneEmoji, { message: 'emoji must be one emoji' })
  emoji!: string;

  @Field(() => Boolean, { defaultValue: true, description: 'False takes it back.' })
  isSet!: boolean;
}

/** What changes of a message answer. */
@ObjectType()
abstract class MessagePayload {
  @Field(() => Message, { description: 'The message.' })
  message!: Message;
}

@ObjectType({ description: 'The message with its place.' })
export class SendMessagePayload extends MessagePayload {}

@ObjectType({ description: 'The message as it is now.' })
export class EditMessagePayload extends MessagePayload {}

@ObjectType({ description: 'What is left of the message: its place.' })
export class DeleteMessagePayload extends MessagePayload {}

@ObjectType({ description: 'The message with its signs.' })
export class ReactToMessagePayload extends MessagePayload {}

@ObjectType({ description: 'That somebody said something.' })
@ViewerIndependent()
export class MessagePosted extends MessagePayload {}

@ObjectType({ description: 'That a message was edited, deleted, or reacted to.' })
@ViewerIndependent()
export class MessageChanged extends MessagePayload {}

@ObjectType({ description: 'That somebody read.' })
@ViewerIndependent()
export class ReadChanged {
  @Field(() => ReadReceipt, { description: 'Who, and until where.' })
  receipt!: ReadReceipt;
}

@ObjectType({ description: 'That somebody types.' })
@ViewerIndependent()
export class Typing {
  @Field(() => UserRef, { nullable: true, description: 'Who.' })
  user!: UserRef;
}

@ObjectType({ description: 'Who is in a conversation right now.' })
export class PresenceChanged {
  @Field(() => Int, {
    description:
      'How many people are here, the viewer among them; without those whom they blocked, or who blocked them.',
  })
  count!: number;

  @Field(() => [UserRef], {
    nullable: 'itemsAndList',
    description: 'Who they are; null where there are more than 50.',
  })
  users!: UserRef[] | null;
}
