import { Field, ID, Int, ObjectType } from 'type-graphql';
import { EntityKey } from '../../../kit/database/entity';
import { defineCollection } from '../../../kit/documents/collection';
import { DateTime } from '../../../kit/graphql/scalars';
import { ViewerIndependent } from '../../../kit/graphql/viewer-independent';
import { mayBecome, PostState } from '../post/post.states';

/** What one person said in a conversation. What was deleted keeps its place. */
@ObjectType({ description: 'What one person said in a conversation. What was deleted keeps its place.' })
@EntityKey()
export class Message {
  _id!: string;
  conversationId!: string;
  authorId!: string;
  replyToId!: string | null;
  attachmentIds!: readonly string[];
  /** Everyone to whom its text leads, in whatever way: so that it can forget them. */
  namedIds!: readonly string[];
  /** How often somebody reacted with a sign that nobody had put to it. */
  newSigns!: number;

  /** Markdown; null where nothing is left of it. */
  body!: string | null;

  @Field(() => Int, {
    description:
      'Its place: one more than that of the message before; 0 where it was held before anybody could read it.',
  })
  @ViewerIndependent()
  seq!: number;

  @Field(() => PostState, { description: 'Where it stands.' })
  @ViewerIndependent()
  state!: PostState;

  @Field(() => ID, { description: 'What its sender called it; a second message of theirs with the same is the same.' })
  @ViewerIndependent()
  clientId!: string;

  @Field(() => DateTime, { description: 'When it was sent; where it was held before that, when it was approved.' })
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

  get isPublished(): boolean {
    return this.state === PostState.PUBLISHED;
  }

  /** Whether it has no place among the others, so that nobody but its author and moderators ever learns of it. */
  get isUnseen(): boolean {
    return this.seq === 0;
  }

  /** False where it cannot get there from where it stands. */
  become(state: PostState): boolean {
    if (!mayBecome(this.state, state)) return false;
    this.state = state;
    return true;
  }
}

export const messages = defineCollection<Message>({
  name: 'message',
  class: Message,
  indexes: [
    { keys: { conversationId: 1, seq: 1 }, unique: true, where: { seq: { $gt: 0 } } },
    { keys: { conversationId: 1, authorId: 1, _id: 1 }, where: { seq: 0 } },
    { keys: { conversationId: 1, authorId: 1, clientId: 1 }, unique: true },
    { keys: { conversationId: 1, createdAt: 1, seq: 1 } },
    { keys: { authorId: 1, _id: -1 } },
    { keys: { namedIds: 1 } },
    { keys: { state: 1, _id: 1 }, where: { state: 'HELD' } },
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
