import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Versioned } from '../../../kit/database/entity';
import type { OutwardChannel } from '../channel/ports';
import { mayBecome, type DeliveryState } from './delivery.states';

/** One notification on its way by one channel. */
@Entity('delivery')
export class Delivery extends Versioned {
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

  @Column('text')
  channel!: OutwardChannel;

  @Column('text')
  state!: DeliveryState;

  /** How often it was tried. */
  @Column('int')
  attempts!: number;

  /** How often it was begun again without knowing what became of it. */
  @Column('int')
  repeats!: number;

  @Column('text', { nullable: true })
  providerId!: string | null;

  /** A code of why it did not arrive. */
  @Column('text', { nullable: true })
  problem!: string | null;

  @Column('timestamptz', { nullable: true })
  sentAt!: Date | null;

  /** @throws Error where the table has no such edge: whoever asks must have looked */
  become(state: DeliveryState, problem: string | null = null): this {
    if (!mayBecome(this.state, state)) throw new Error(`A delivery that is ${this.state} does not become ${state}.`);
    return Object.assign(this, { state, problem });
  }
}
