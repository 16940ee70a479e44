import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { EntityKey } from '../../../kit/database/entity';
import { DateTime } from '../../../kit/graphql/scalars';
import { minorUnits } from '../../../kit/money/minor-units';
import type { CauseKind } from '../ledger/posting';

export enum DifferenceReason {
  UNKNOWN_MOVEMENT = 'UNKNOWN_MOVEMENT',
  MISSING_AT_PROVIDER = 'MISSING_AT_PROVIDER',
  AMOUNT_DIFFERS = 'AMOUNT_DIFFERS',
  OTHER_CURRENCY = 'OTHER_CURRENCY',
}
registerEnumType(DifferenceReason, {
  name: 'ReconciliationDifferenceReason',
  description: 'What is wrong.',
  valuesConfig: {
    UNKNOWN_MOVEMENT: { description: 'The provider moved money of which the ledger knows nothing.' },
    MISSING_AT_PROVIDER: { description: 'The ledger has money that the provider did not move.' },
    AMOUNT_DIFFERS: { description: 'Both know of it, with other amounts.' },
    OTHER_CURRENCY: {
      description:
        'Both know of it, and the provider settled it in another currency, in which `provider` is: nothing is wrong where the rate is right.',
    },
  },
});

/** Something on which the ledger and the provider do not agree. */
@Entity('reconciliation_difference')
@ObjectType({ description: 'Something on which the ledger and the payment provider do not agree.' })
@EntityKey()
export class ReconciliationDifference {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => DifferenceReason, { description: 'What is wrong.' })
  @Column('text')
  reason!: DifferenceReason;

  /** The cause, or the movement where there is none: by it a difference is recognised. */
  @Column('text')
  what!: string;

  @Field(() => String, { nullable: true, description: "The provider's balance transaction, where there is one." })
  @Column('text', { nullable: true })
  movementId!: string | null;

  @Column('text', { nullable: true })
  causeKind!: CauseKind | null;

  @Column('text', { nullable: true })
  causeId!: string | null;

  @Column('text')
  currency!: string;

  @Column('bigint', { transformer: minorUnits })
  ledgerMinor!: bigint;

  @Column('bigint', { transformer: minorUnits })
  providerMinor!: bigint;

  @Column('text')
  providerCurrency!: string;

  @Field(() => DateTime, { description: 'When what it is about happened.' })
  @Column('timestamptz')
  at!: Date;

  @Field(() => DateTime, { description: 'When it was first found.' })
  @Column('timestamptz')
  foundAt!: Date;

  @Column('timestamptz')
  seenAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was not there any more; null while it is.' })
  @Column('timestamptz', { nullable: true })
  resolvedAt!: Date | null;
}
