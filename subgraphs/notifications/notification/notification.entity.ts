import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType } from 'type-graphql';
import { EntityKey } from '../../../kit/database/entity';
import { DateTime } from '../../../kit/graphql/scalars';
import { NotificationKind } from '../kind/kind';
import type { Facts } from '../kind/occasion';

/** One event as one person was told of it. */
@Entity('notification')
@ObjectType({ description: 'Something that happened, as one person was told of it.' })
@EntityKey()
export class Notification {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  eventId!: string;

  @Column('uuid')
  userId!: string;

  @Field(() => NotificationKind, { description: 'What it is about.' })
  @Column('text')
  kind!: NotificationKind;

  @Column('uuid')
  groupId!: string;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Column('uuid', { nullable: true })
  courseId!: string | null;

  @Column('uuid')
  subjectId!: string;

  @Column('uuid', { nullable: true })
  actorId!: string | null;

  @Column('jsonb')
  facts!: Facts;

  /** False where its person wants this kind by other channels only. */
  @Column('boolean')
  isShown!: boolean;

  @Field(() => DateTime, { description: 'When the person was told.' })
  @Column('timestamptz')
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was first in view, such as in an opened list.' })
  @Column('timestamptz', { nullable: true })
  seenAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was read; null while it is unread.' })
  @Column('timestamptz', { nullable: true })
  readAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was put away; null while it is in the list.' })
  @Column('timestamptz', { nullable: true })
  archivedAt!: Date | null;
}
