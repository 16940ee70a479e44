import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { EntityKey } from '../../../kit/database/entity';
import { defineCollection } from '../../../kit/documents/collection';
import { DateTime } from '../../../kit/graphql/scalars';

/** Who talks with whom. */
export enum ConversationKind {
  DIRECT = 'DIRECT',
  GROUP = 'GROUP',
  ROOM = 'ROOM',
}

registerEnumType(ConversationKind, {
  name: 'ConversationKind',
  description: 'Who talks with whom.',
  valuesConfig: {
    DIRECT: { description: 'Two people.' },
    GROUP: { description: 'Some people, whom one of them or an invite link brought together.' },
    ROOM: { description: 'Everyone who takes part in a course.' },
  },
});

/** Where people chat: each message has its place in one order, which is the same for everyone. */
@ObjectType({ description: 'Where people chat: each message has its place in one order, the same for everyone.' })
@EntityKey()
export class Conversation {
  _id!: string;
  organisationId!: string | null;
  /** In which course people met; the room is of that. */
  courseId!: string;
  /** Of two people: who they are, so that they have one conversation only. Of a room: its course. */
  uniqueKey!: string | null;
  /** How often somebody joined by a link. */
  joins!: number;

  @Field(() => ConversationKind, { description: 'Who talks with whom.' })
  kind!: ConversationKind;

  @Field(() => String, { nullable: true, description: 'What a group, or a room, is called; null for two people.' })
  title!: string | null;

  @Field(() => Int, { description: 'Number of the last message; the first is 1, and none is missing between.' })
  lastSeq!: number;

  @Field(() => Int, {
    description: 'Of a room: seconds from one message of a learner to the next; 0 without slow mode.',
  })
  slowModeSeconds!: number;

  @Field(() => DateTime, { description: 'When somebody last wrote, or it was begun.' })
  lastMessageAt!: Date;

  @Field(() => DateTime, { description: 'When it was begun.' })
  createdAt!: Date;

  @Field(() => ID, { description: 'Opaque id.' })
  get id(): string {
    return this._id;
  }
}

export const conversations = defineCollection<Conversation>({
  name: 'conversation',
  tenant: true,
  class: Conversation,
  indexes: [
    { keys: { uniqueKey: 1 }, unique: true, where: { uniqueKey: { $gt: '' } } },
    { keys: { courseId: 1, kind: 1 } },
  ],
});

/** How somebody is in a conversation. A room has one only for those who read or muted it. */
export class Member {
  /** `<conversation>/<user>`. */
  _id!: string;
  conversationId!: string;
  userId!: string;
  /** Until which message they have read. */
  readSeq!: number;
  /** Whether they want to be told of nothing. */
  isMuted!: boolean;
  /** When they last wrote; for slow mode. */
  wroteAt!: Date | null;
}

export const members = defineCollection<Member>({
  name: 'conversation_member',
  class: Member,
  indexes: [{ keys: { conversationId: 1, userId: 1 } }, { keys: { userId: 1, _id: 1 } }],
});

export const memberId = (conversationId: string, userId: string): string => `${conversationId}/${userId}`;

/** That somebody wants to hear nothing of somebody else. */
interface Block {
  /** `<user>/<blocked>`. */
  readonly _id: string;
  readonly userId: string;
  readonly blockedId: string;
}

export const blocks = defineCollection<Block>({
  name: 'block',
  indexes: [{ keys: { userId: 1 } }, { keys: { blockedId: 1 } }],
});

export const blockId = (userId: string, blockedId: string): string => `${userId}/${blockedId}`;

/** A link by which people join a group. MongoDB deletes it when it is over. */
interface Invite {
  readonly _id: string;
  readonly conversationId: string;
  /** SHA-256 of the secret in it. */
  readonly tokenHash: string;
  readonly createdById: string;
  readonly expiresAt: Date;
}

export const invites = defineCollection<Invite>({
  name: 'conversation_invite',
  indexes: [
    { keys: { tokenHash: 1 }, unique: true },
    { keys: { createdById: 1 } },
    { keys: { expiresAt: 1 }, expireAfterSeconds: 86_400 },
  ],
});
