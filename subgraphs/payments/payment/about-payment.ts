import { Column } from 'typeorm';
import { ObjectType } from 'type-graphql';
import { Versioned } from '../../../kit/database/entity';
import type { PaidFor } from './paid-for';

/** What is about a payment: that of an order, or one for a subscription. */
@ObjectType()
export abstract class AboutPayment extends Versioned implements PaidFor {
  @Column('uuid', { nullable: true })
  orderId!: string | null;

  @Column('uuid', { nullable: true })
  subscriptionId!: string | null;

  /** Which of the payments for the subscription. */
  @Column('uuid', { nullable: true })
  chargeId!: string | null;
}
