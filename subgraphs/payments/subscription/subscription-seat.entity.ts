import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType } from 'type-graphql';
import { DateTime } from '../../../kit/graphql/scalars';

/** Somebody for whom a subscription opens courses: its subscriber or, where the plan has seats, whoever has one. */
@Entity('subscription_seat')
@ObjectType({ description: 'Somebody for whom a subscription opens courses.' })
export class SubscriptionSeat {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  subscriptionId!: string;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Column('uuid')
  userId!: string;

  @Field(() => DateTime, { description: 'Since when.' })
  @Column('timestamptz')
  assignedAt!: Date;

  @Column('timestamptz', { nullable: true })
  unassignedAt!: Date | null;

  /** Until when courses were opened, as far as others were told; null where they never were. */
  @Column('timestamptz', { nullable: true })
  openedUntil!: Date | null;

  /** Whose courses those were. */
  @Column('uuid', { nullable: true })
  openedPlanId!: string | null;
}
