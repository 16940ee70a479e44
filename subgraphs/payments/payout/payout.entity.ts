import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { EntityKey, Versioned } from '../../../kit/database/entity';
import { DateTime } from '../../../kit/graphql/scalars';
import { minorUnits } from '../../../kit/money/minor-units';
import type { Account } from '../ledger/account';
import { mayBecome, PayoutState } from './payout.states';

registerEnumType(PayoutState, {
  name: 'PayoutState',
  description: 'Where a payout stands.',
  valuesConfig: {
    PLANNED: { description: 'It is on its way.' },
    PAID: { description: 'The money was transferred.' },
    FAILED: { description: 'The provider refused it; the next run pays it. `failure` says why.' },
    REVERSED: { description: 'The transfer was taken back; the next run pays it.' },
  },
});

/** What somebody gets of what they earned, in one currency, by one run. */
@Entity('payout')
@ObjectType({ description: 'What somebody gets of what they earned, in one currency.' })
@EntityKey()
export class Payout extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  runId!: string;

  @Column('uuid')
  userId!: string;

  /** Of the ledger. */
  @Column('text')
  account!: Account;

  @Column('text')
  currency!: string;

  @Column('bigint', { transformer: minorUnits })
  minor!: bigint;

  @Field(() => PayoutState, { description: 'Where it stands.' })
  @Column('text')
  state!: PayoutState;

  /** Of the provider, to which it is transferred. */
  @Column('text')
  accountId!: string;

  @Column('text', { nullable: true })
  transferId!: string | null;

  @Field(() => String, { nullable: true, description: "Why it failed: the provider's code." })
  @Column('text', { nullable: true })
  failure!: string | null;

  @Field(() => DateTime, { description: 'When it was computed.' })
  @Column('timestamptz')
  at!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When the money was transferred, or that failed.' })
  @Column('timestamptz', { nullable: true })
  settledAt!: Date | null;

  /** Goes on to a state. @throws Error where the table has no such step: that is our own mistake */
  become(state: PayoutState): void {
    if (!mayBecome(this.state, state)) throw new Error(`A payout that is ${this.state} does not become ${state}.`);
    this.state = state;
  }
}
