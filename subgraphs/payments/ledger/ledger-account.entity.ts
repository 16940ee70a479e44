import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType } from 'type-graphql';
import { EntityKey } from '../../../kit/database/entity';
import { CurrencyCode, DateTime } from '../../../kit/graphql/scalars';

/** An account in one currency, from its first entry on. */
@Entity('ledger_account')
@ObjectType({ description: 'An account of the ledger in one currency.' })
@EntityKey()
export class LedgerAccount {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => String, { description: 'Its name, such as `platform:revenue`.' })
  @Column('text')
  account!: string;

  @Field(() => CurrencyCode, { description: 'The currency.' })
  @Column('text')
  currency!: string;

  @Field(() => DateTime, { description: 'When it had its first entry.' })
  @Column('timestamptz')
  openedAt!: Date;
}
