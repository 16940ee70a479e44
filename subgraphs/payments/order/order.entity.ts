import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { EntityKey, Versioned } from '../../../kit/database/entity';
import { DateTime } from '../../../kit/graphql/scalars';
import { minorUnits } from '../../../kit/money/minor-units';
import type { BuyerPlace } from '../tax/tax-rule';
import { mayBecome, OrderState } from './order.states';

registerEnumType(OrderState, {
  name: 'OrderState',
  description: 'Where an order stands.',
  valuesConfig: {
    CREATED: { description: 'It was just made.' },
    PENDING_PAYMENT: { description: 'It waits for its payment, until `expiresAt`.' },
    PAID: { description: 'It is paid; the courses are on their way.' },
    FULFILLED: { description: 'Its courses were handed over.' },
    EXPIRED: { description: 'It was not paid in time.' },
    CANCELLED: { description: 'It was given up before it was paid.' },
    PARTIALLY_REFUNDED: { description: 'Some of its money went back.' },
    REFUNDED: { description: 'All of its money went back.' },
  },
});

/** How the buyer wants to pay. */
export type PaymentWay =
  /** On the provider's page, which leads back to these addresses. */
  | { readonly kind: 'PAGE'; readonly successUrl: string; readonly cancelUrl: string; readonly keepsCard: boolean }
  /** In the client; a saved card is charged at once. */
  | {
      readonly kind: 'CLIENT';
      readonly methodId: string | null;
      readonly returnUrl: string;
      readonly keepsCard: boolean;
    };

/** A purchase: what was bought, frozen, and how far its payment and its handing over are. */
@Entity('customer_order')
@ObjectType({ description: 'A purchase. What it cost never changes; what becomes of it does.' })
@EntityKey()
export class Order extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  userId!: string;

  /** The one seller of all its lines; null is the marketplace, or several sellers. */
  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Field(() => OrderState, { description: 'Where it stands.' })
  @Column('text')
  state!: OrderState;

  @Column('text')
  currency!: string;

  @Column('bigint', { transformer: minorUnits })
  listMinor!: bigint;

  @Column('bigint', { transformer: minorUnits })
  discountMinor!: bigint;

  @Column('bigint', { transformer: minorUnits })
  taxMinor!: bigint;

  @Column('bigint', { transformer: minorUnits })
  totalMinor!: bigint;

  /** By which the tax was found. */
  @Column('jsonb')
  place!: BuyerPlace;

  /** Where letters about it go; null once its buyer was erased. */
  @Column('text', { nullable: true })
  receiptEmail!: string | null;

  @Column('jsonb')
  way!: PaymentWay;

  @Field(() => DateTime, { nullable: true, description: 'Until when it waits for its payment; null once it does not.' })
  @Column('timestamptz', { nullable: true })
  expiresAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was paid.' })
  @Column('timestamptz', { nullable: true })
  paidAt!: Date | null;

  /** Whether it still may be paid. */
  get isOpen(): boolean {
    return this.state === OrderState.CREATED || this.state === OrderState.PENDING_PAYMENT;
  }

  /** Goes on to a state. @throws Error where the table has no such step: that is our own mistake */
  become(state: OrderState): void {
    if (!mayBecome(this.state, state)) throw new Error(`An order that is ${this.state} does not become ${state}.`);
    this.state = state;
  }
}
