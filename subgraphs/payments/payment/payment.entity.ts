import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Versioned } from '../../../kit/database/entity';
import { DateTime } from '../../../kit/graphql/scalars';
import { minorUnits } from '../../../kit/money/minor-units';
import type { Order } from '../order/order.entity';
import type { Decline } from '../provider/declines';
import type { Card } from '../provider/provider-card';
import { PaymentState, type ProviderPayment } from '../provider/provider-payment';
import { isOver } from './payment.states';

registerEnumType(PaymentState, {
  name: 'PaymentState',
  description: 'Where a payment stands.',
  valuesConfig: {
    REQUIRES_PAYMENT_METHOD: { description: 'It needs a card: the first one, or another one after a decline.' },
    REQUIRES_ACTION: { description: 'The buyer has to confirm it, such as to their bank (3-D Secure).' },
    PROCESSING: { description: 'The bank takes its time.' },
    SUCCEEDED: { description: 'The money is there.' },
    CANCELLED: { description: 'It was called off.' },
  },
});

/** The payment of one order, as the provider has it. */
@Entity('payment')
@ObjectType({ description: 'The payment of an order.' })
export class Payment extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  orderId!: string;

  @Column('uuid')
  userId!: string;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  /** The provider's page on which it is made, if it is made there. */
  @Column('text', { nullable: true })
  pageId!: string | null;

  /** Its id at the provider; null while nobody has begun to pay on the page. */
  @Column('text', { nullable: true })
  providerId!: string | null;

  @Field(() => PaymentState, { description: 'Where it stands.' })
  @Column('text')
  state!: PaymentState;

  @Column('text')
  currency!: string;

  @Column('bigint', { transformer: minorUnits })
  minor!: bigint;

  @Column('bigint', { transformer: minorUnits })
  receivedMinor!: bigint;

  @Column('jsonb', { nullable: true })
  decline!: Decline | null;

  @Column('jsonb', { nullable: true })
  card!: Card | null;

  @Column('text', { nullable: true })
  chargeId!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the money was taken.' })
  @Column('timestamptz', { nullable: true })
  capturedAt!: Date | null;

  /** The number of the newest look at the provider that it shows. */
  @Column('bigint', { transformer: minorUnits })
  look!: bigint;

  @Column('timestamptz')
  lookedAt!: Date;

  /** Of an order, before anything was heard of it. */
  static of({ id: orderId, userId, organisationId, currency, totalMinor }: Order): Payment {
    return Object.assign(new Payment(), {
      orderId,
      userId,
      organisationId,
      currency,
      minor: totalMinor,
      pageId: null,
      providerId: null,
      state: PaymentState.REQUIRES_PAYMENT_METHOD,
      receivedMinor: 0n,
      decline: null,
      card: null,
      chargeId: null,
      capturedAt: null,
      look: 0n,
    });
  }

  get isOver(): boolean {
    return isOver(this.state);
  }

  /** Takes what the provider said. @returns whether that was news: what is over stays, and what was read earlier is old */
  take(seen: ProviderPayment, look: bigint): boolean {
    if (this.isOver || look < this.look) return false;
    const { id: providerId, state, receivedMinor, decline, card, chargeId, capturedAt } = seen;
    Object.assign(this, { providerId, state, receivedMinor, decline, card, chargeId, capturedAt, look });
    return true;
  }
}
