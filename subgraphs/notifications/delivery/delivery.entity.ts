import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Versioned } from '../../../kit/database/entity';
import { DateTime } from '../../../kit/graphql/scalars';
import { Channel } from '../channel/channel';
import type { OutwardChannel } from '../channel/ports';
import { DeliveryState, mayBecome } from './delivery.states';

/** How often a delivery is tried before it has failed; the job behind it waits longer each time. */
export const mostAttempts = 8;

/** One notification on its way by one channel. */
@Entity('delivery')
@ObjectType('NotificationDelivery', { description: 'Something that somebody was told, on its way by one channel.' })
export class Delivery extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  /** Null: a digest, which is made of others. */
  @Column('uuid', { nullable: true })
  notificationId!: string | null;

  @Column('uuid', { nullable: true })
  digestId!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Not before; null is at once.' })
  @Column('timestamptz', { nullable: true })
  dueAt!: Date | null;

  @Column('uuid')
  userId!: string;

  @Field(() => Channel, { description: 'By which way.' })
  @Column('text')
  channel!: OutwardChannel;

  @Field(() => DeliveryState, { description: 'Where it stands.' })
  @Column('text')
  state!: DeliveryState;

  @Field(() => Int, { description: 'How often it was tried.' })
  @Column('int')
  attempts!: number;

  /** How often it was begun again without knowing what became of it. */
  @Column('int')
  repeats!: number;

  @Field(() => String, { nullable: true, description: 'What the provider calls it: of a letter its Message-ID.' })
  @Column('text', { nullable: true })
  providerId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'A code of why it did not arrive, such as `550` or `SUPPRESSED`.',
  })
  @Column('text', { nullable: true })
  problem!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the provider took it.' })
  @Column('timestamptz', { nullable: true })
  sentAt!: Date | null;

  /** @throws Error where the table has no such edge: whoever asks must have looked */
  become(state: DeliveryState, problem: string | null = null): this {
    if (!mayBecome(this.state, state)) throw new Error(`A delivery that is ${this.state} does not become ${state}.`);
    return Object.assign(this, { state, problem });
  }
}
