import { Column, Entity } from 'typeorm';
import { Field, ID, ObjectType } from 'type-graphql';
import { EntityKey } from '../../../kit/database/entity';
import { TaxDocument } from './tax-document';

/** What a refund takes back of an invoice. */
@Entity('credit_note')
@ObjectType({
  description: 'What a refund takes back of an invoice, with its tax: the same amounts, negative. It never changes.',
})
@EntityKey()
export class CreditNote extends TaxDocument {
  @Column('uuid')
  invoiceId!: string;

  @Field(() => ID, { description: 'The refund or, where a bank took the money back, the dispute.' })
  @Column('uuid')
  refundId!: string;
}
