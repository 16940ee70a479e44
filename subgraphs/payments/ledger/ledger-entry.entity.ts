import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType } from 'type-graphql';
import { EntityKey } from '../../../kit/database/entity';
import { DateTime } from '../../../kit/graphql/scalars';
import { minorUnits } from '../../../kit/money/minor-units';

/** One side of a transaction. It is written by `Ledger` only, and never changes. */
@Entity('ledger_entry')
@ObjectType({
  description:
    'One side of a ledger transaction: an amount on an account. The entries of a transaction add up to zero.',
})
@EntityKey()
export class LedgerEntry {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => ID, { description: 'The transaction: entries with the same one add up to zero.' })
  @Column('uuid')
  transactionId!: string;

  @Field(() => String, {
    description: 'The account, such as `provider:clearing`, `tax:payable:DE` or `instructor:<user id>:payable`.',
  })
  @Column('text')
  account!: string;

  @Column('text')
  currency!: string;

  @Column('bigint', { transformer: minorUnits })
  minor!: bigint;

  @Field(() => ID, { nullable: true, description: 'The order line that it is about, where it is about one.' })
  @Column('uuid', { nullable: true })
  lineId!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'From when what is owed may be paid out: the end of the refund window. Null: from the start.',
  })
  @Column('timestamptz', { nullable: true })
  availableAt!: Date | null;

  @Field(() => DateTime, { description: 'When what it records happened.' })
  @Column('timestamptz')
  at!: Date;
}
