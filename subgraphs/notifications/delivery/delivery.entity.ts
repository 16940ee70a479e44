import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Versioned } from '../../../kit/database/entity';
import { DateTime } from '../../../kit/graphql/scalars';
import { Channel } from '../channel/channel';
import type { OutwardChannel } from '../channel/ports';
import { DeliveryState, mayBecome } from './delivery.states';

registerEnumType(DeliveryState, {
  name: 'DeliveryState',
  description: 'Where a delivery stands.',
  valuesConfig: {
    WAITING: { description: 'It waits for the letter that gathers it with others.' },
    PENDING: { description: 'It is about to be sent, or waits for its hour.' },
    SENDING: { description: 'It is being sent.' },
    SENT: { description: 'The provider took it.' },
    DELIVERED: { description: 'It arrived, as the provider says.' },
    BOUNCED: { description: 'It came back.' },
    COMPLAINED: { description: 'It was reported as unwanted.' },
    SKIPPED: { description: 'There was no way, or no wish: `problem` says which.' },
    FAILED: { description: 'It could not be sent.' },
  },
});

/** One notification on its way by one channel. */
@Entity('delivery')
@ObjectType('NotificationDelivery', { description: 'A notification on its way by one channel.' })
export class Delivery extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  /** Null: a digest, which is made of others. */
  @Column('uuid', { nullable: true })
  notificationId!: string | null;

  @Column('uuid', { nullable: true })
  digestId!: string | null;

  /** Not before; null is at once. */
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

  @Column('text', { nullable: true })
  providerId!: string | null;

  @Field(() => String, { nullable: true, description: 'A code of why it did not arrive.' })
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
