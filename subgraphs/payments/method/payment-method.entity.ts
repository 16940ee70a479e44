import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { EntityKey, Versioned } from '../../../kit/database/entity';

/** A card that somebody saved at the provider. We know of it what people recognise it by, and no more. */
@Entity('payment_method')
@ObjectType({ description: 'A saved means of payment. Only the person whose it is sees it.' })
@EntityKey()
export class PaymentMethod extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  userId!: string;

  @Column('text')
  providerId!: string;

  @Field(() => String, { description: '`card`, `sepa_debit`, …' })
  @Column('text')
  kind!: string;

  @Field(() => String, { nullable: true, description: 'Of a card: `visa`, `mastercard`, …' })
  @Column('text', { nullable: true })
  brand!: string | null;

  @Field(() => String, { nullable: true, description: 'The last four digits.' })
  @Column('text', { nullable: true })
  last4!: string | null;

  @Field(() => Int, { nullable: true, description: 'The month at whose end it expires, 1 to 12.' })
  @Column('int', { nullable: true })
  expMonth!: number | null;

  @Field(() => Int, { nullable: true, description: 'The year in which it expires.' })
  @Column('int', { nullable: true })
  expYear!: number | null;

  @Field(() => Boolean, { description: 'Whether it is taken where none is named.' })
  @Column('boolean')
  isDefault!: boolean;

  @Column('timestamptz', { nullable: true })
  removedAt!: Date | null;
}
