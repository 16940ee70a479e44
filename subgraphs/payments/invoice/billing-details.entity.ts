import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ObjectType } from 'type-graphql';
import { Locale } from '../../../kit/graphql/scalars';

/** What a person wants to have on their next invoices. Those that were issued keep what was on them. */
@Entity('billing_details')
@ObjectType({
  description: 'What a person wants to have on their invoices. Invoices that were issued keep what was on them.',
})
export class BillingDetails {
  @PrimaryColumn('uuid')
  userId!: string;

  @Field(() => String, { description: 'The name of the person or the company.' })
  @Column('text')
  name!: string;

  @Field(() => [String], { description: 'The lines of the address, as they are printed.' })
  @Column('text', { array: true })
  address!: string[];

  @Field(() => Locale, { description: 'In which invoices are printed; English where we do not have the language.' })
  @Column('text')
  locale!: string;

  @Column('timestamptz')
  updatedAt!: Date;
}
