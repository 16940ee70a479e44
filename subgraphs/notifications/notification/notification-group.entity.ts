import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType } from 'type-graphql';
import { DateTime } from '../../../kit/graphql/scalars';

/** What a list shows as one: all reviews of a course, all answers of a thread. */
@Entity('notification_group')
@ObjectType({ description: 'Notifications of one kind about one thing, to be shown as one: “5 new reviews”.' })
export class NotificationGroup {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  userId!: string;

  @Column('text')
  key!: string;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Field(() => DateTime, { description: 'When the newest of them came.' })
  @Column('timestamptz')
  newestAt!: Date;
}
