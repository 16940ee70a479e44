import { Column, Entity } from 'typeorm';
import { ObjectType } from 'type-graphql';
import { EntityKey } from '../../../kit/database/entity';
import { TaxDocument } from './tax-document';

/** What an order, or one period of a subscription, cost, for the tax office and for good. */
@Entity('invoice')
@ObjectType({
  description:
    'The invoice of an order, or of a payment for a subscription: what it cost, who sold and who bought, as it was. It never changes.',
})
@EntityKey()
export class Invoice extends TaxDocument {
  /** The payment for the subscription that it is about. */
  @Column('uuid', { nullable: true })
  chargeId!: string | null;
}
