import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What somebody has not read of a conversation, as far as messages and readings were told, in whatever order. */
@Entity('unread_conversation')
export class UnreadConversation {
  @PrimaryColumn('uuid')
  userId!: string;

  @PrimaryColumn('uuid')
  conversationId!: string;

  /** Null until a message was told. */
  @Column('uuid', { nullable: true })
  courseId!: string | null;

  /** Of the newest message. */
  @Column('uuid', { nullable: true })
  authorId!: string | null;

  /** Of a group; null for two people. */
  @Column('text', { nullable: true })
  title!: string | null;

  /** Until there it is no news. */
  @Column('int')
  readSeq!: number;

  @Column('int')
  lastSeq!: number;

  /** How many messages after `readSeq` were told. */
  @Column('int')
  unread!: number;

  /** Names what is unread since the person last read: they are told of it once. */
  @Column('uuid')
  streak!: string;

  @Column('boolean')
  isTold!: boolean;
}
