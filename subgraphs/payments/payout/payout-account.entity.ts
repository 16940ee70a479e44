import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ObjectType } from 'type-graphql';
import { DateTime } from '../../../kit/graphql/scalars';

/** Where somebody is paid: their account at the provider, as we last saw it. */
@Entity('payout_account')
@ObjectType({ description: 'Where somebody is paid: their account at the payment provider, as it was last seen.' })
export class PayoutAccount {
  @PrimaryColumn('uuid')
  userId!: string;

  @Column('text')
  accountId!: string;

  @Field(() => String, { description: 'ISO 3166-1 code of the country in which they are paid.' })
  @Column('text')
  country!: string;

  @Field(() => Boolean, { description: 'Whether they have told the provider everything it asks for.' })
  @Column('boolean')
  isSubmitted!: boolean;

  @Field(() => Boolean, { description: 'Whether they can be paid.' })
  @Column('boolean')
  takesTransfers!: boolean;

  @Field(() => DateTime, { description: 'When that was last looked at.' })
  @Column('timestamptz')
  lookedAt!: Date;

  @Column('timestamptz')
  createdAt!: Date;
}
