import { Entity } from 'typeorm';
import { ObjectType } from 'type-graphql';
import { EntityKey } from '../../../kit/database/entity';
import { TaxDocument } from './tax-document';

/** What an order cost, for the tax office and for good. */
@Entity('invoice')
@ObjectType({
  description: 'The invoice of an order: what it cost, who sold and who bought, as it was. It never changes.',
})
@EntityKey()
export class Invoice extends TaxDocument {}
