import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { EntityKey, Versioned } from '../../../kit/database/entity';
import { DateTime } from '../../../kit/graphql/scalars';

export enum PayoutRunState {
  PLANNING = 'PLANNING',
  SENDING = 'SENDING',
  DONE = 'DONE',
}
registerEnumType(PayoutRunState, {
  name: 'PayoutRunState',
  description: 'How far a payout run is.',
  valuesConfig: {
    PLANNING: { description: 'It computes who gets what.' },
    SENDING: { description: 'Every payout is known; some are on their way.' },
    DONE: { description: 'Each was paid, or has failed.' },
  },
});

/** Everybody who is owed enough is paid. */
@Entity('payout_run')
@ObjectType({ description: 'One time at which everybody who is owed enough is paid.' })
@EntityKey()
export class PayoutRun extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => PayoutRunState, { description: 'How far it is.' })
  @Column('text')
  state!: PayoutRunState;

  /** Who asked for it; null: the calendar. */
  @Column('uuid', { nullable: true })
  startedBy!: string | null;

  /** The last account that was planned: a run that was cut off goes on after it. */
  @Column('text')
  reached!: string;

  @Field(() => DateTime, { description: 'When it began: what was available then is paid.' })
  @Column('timestamptz')
  at!: Date;
}
