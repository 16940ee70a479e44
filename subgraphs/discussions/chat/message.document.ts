import { Field, ID, Int, ObjectType } from 'type-graphql';
import { EntityKey } from '../../../kit/database/entity';
import { defineCollection } from '../../../kit/documents/collection';
import { DateTime } from '../../../kit/graphql/scalars';
import { ViewerIndependent } from '../../../kit/graphql/viewer-independent';

/** What one person said in a conversation. What was deleted keeps its place. */
@ObjectType({ description: 'What one person said in a conversation. What was deleted keeps its place.' })
@EntityKey()
export class Message {
  _id!: string;
  conversationId!: string;
  authorId!: string;
  replyToId!: string | null;
  attachmentIds!: readonly string[];
  /** How often somebody reacted with a sign that nobody had put to it. */
  newSigns!: number;

  @Field(() => Int, { description: 'Its place: one more than that of the message before.' })
  @ViewerIndependent()
  seq!: number;

  @Field(() => ID, { description: 'What its sender called it; a second message of theirs with the same is the same.' })
  @ViewerIndependent()
  clientId!: string;

  @Field(() => String, { nullable: true, description: 'Markdown; null where it was deleted.' })
  @ViewerIndependent()
  body!: string | null;

  @Field(() => DateTime, { description: 'When it was sent.' })
  @ViewerIndependent()
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was last edited; null where it never was.' })
  @ViewerIndependent()
  editedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was deleted; null where it was not.' })
  @ViewerIndependent()
  deletedAt!: Date | null;

  @Field(() => ID, { description: 'Opaque id.' })
  @ViewerIndependent()
  get id(): string {
    return this._id;
  }
}

export const messages = defineCollection<Message>({
  name: 'message',
  class: Message,
  indexes: [
    { keys: { conversationId: 1, seq: 1 }, unique: true },
    { keys: { conversationId: 1, authorId: 1, clientId: 1 }, unique: true },
    { keys: { conversationId: 1, createdAt: 1, seq: 1 } },
    { keys: { authorId: 1 } },
  ],
});

/** That one person reacted to one message with one sign. */
interface ReactionRow {
  /** `<message>/<user>/<emoji>`. */
  readonly _id: string;
  readonly messageId: string;
  readonly userId: string;
  readonly emoji: string;
}

export const reactions = defineCollection<ReactionRow>({
  name: 'reaction',
  indexes: [{ keys: { messageId: 1, emoji: 1 } }, { keys: { userId: 1 } }],
});

@ObjectType({ description: 'A sign with which people reacted.' })
export class Reaction {
  @Field(() => String, { description: 'The sign.' })
  emoji!: string;

  @Field(() => Int, { description: 'How many people did.' })
  count!: number;

  @Field(() => Boolean, { description: 'Whether the viewer did.' })
  viewerReacted!: boolean;
}
