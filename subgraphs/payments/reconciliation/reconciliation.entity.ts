import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { EntityKey, Versioned } from '../../../kit/database/entity';
import { DateTime } from '../../../kit/graphql/scalars';

export enum ReconciliationState {
  RUNNING = 'RUNNING',
  DONE = 'DONE',
}
registerEnumType(ReconciliationState, {
  name: 'ReconciliationState',
  description: 'How far a reconciliation is.',
  valuesConfig: {
    RUNNING: { description: 'It reads what the provider says, and compares.' },
    DONE: { description: 'Every difference that it found is listed.' },
  },
});

/** What one side has in a currency. Minor units as digits. */
export interface BalancePair {
  readonly currency: string;
  readonly ledger: string;
  readonly provider: string;
}

/** One comparison of the ledger with what the provider says. */
@Entity('reconciliation')
@ObjectType({ description: "One comparison of the ledger with the payment provider's own account of its balance." })
@EntityKey()
export class Reconciliation extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => ReconciliationState, { description: 'How far it is.' })
  @Column('text')
  state!: ReconciliationState;

  @Field(() => DateTime, { description: 'What happened from here on was compared.' })
  @Column('timestamptz')
  since!: Date;

  @Field(() => DateTime, { description: 'And before this: what is younger may be on its way still.' })
  @Column('timestamptz')
  until!: Date;

  @Field(() => DateTime, { description: 'When it began.' })
  @Column('timestamptz')
  at!: Date;

  @Field(() => Int, { description: 'How many movements the provider told.' })
  @Column('int')
  movements!: number;

  @Column('jsonb')
  balances!: BalancePair[];
}
