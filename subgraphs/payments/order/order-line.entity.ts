import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { minorUnits } from '../../../kit/money/minor-units';
import type { RevenueShare } from '../ledger/revenue-share';
import type { Reduction } from '../pricing/quote.types';
import type { TaxRule } from '../tax/tax-amount';
import { lineMayBecome, OrderLineState } from './order-line.states';

registerEnumType(OrderLineState, {
  name: 'OrderLineState',
  description: 'What became of one thing that was bought.',
  valuesConfig: {
    PENDING: { description: 'It was not handed over yet.' },
    FULFILLED: { description: 'It was handed over.' },
    REFUSED: { description: 'It could not be handed over; its money goes back. `refusal` says why.' },
    REFUNDED: { description: 'All of its money went back.' },
  },
});

/** Why something that was paid could not be handed over. */
export enum LineRefusal {
  COURSE_WITHDRAWN = 'COURSE_WITHDRAWN',
  COURSE_FULL = 'COURSE_FULL',
  ALREADY_OWNED = 'ALREADY_OWNED',
}
registerEnumType(LineRefusal, {
  name: 'LineRefusal',
  description: 'Why something that was paid could not be handed over.',
  valuesConfig: {
    COURSE_WITHDRAWN: { description: 'The course is not offered any more.' },
    COURSE_FULL: { description: 'The last seat went to somebody else.' },
    ALREADY_OWNED: { description: 'They had the course already.' },
  },
});

/** Something that took off from the list price. */
export interface FrozenReduction extends Omit<Reduction, 'minor'> {
  /** Minor units, as digits: JSON has no integers of this size. */
  readonly minor: string;
}

/** One thing of an order, with everything about its price as it was when it was ordered. */
@Entity('order_line')
@ObjectType({ description: 'One thing that was bought, with its price as it was then.' })
export class OrderLine {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  orderId!: string;

  @Column('int')
  position!: number;

  @Column('uuid')
  courseId!: string;

  /** The bundle as part of which it was bought. */
  @Column('uuid', { nullable: true })
  bundleId!: string | null;

  @Field(() => String, { description: "The course's title, as it was." })
  @Column('text')
  title!: string;

  @Column('uuid')
  buyerId!: string;

  /** Who gets it; null while a gift is not redeemed. */
  @Column('uuid', { nullable: true })
  recipientId!: string | null;

  /** The seller; null is the marketplace. */
  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Column('text')
  currency!: string;

  @Column('bigint', { transformer: minorUnits })
  listMinor!: bigint;

  @Column('bigint', { transformer: minorUnits })
  discountMinor!: bigint;

  @Column('bigint', { transformer: minorUnits })
  netMinor!: bigint;

  @Column('bigint', { transformer: minorUnits })
  taxMinor!: bigint;

  @Column('bigint', { transformer: minorUnits })
  grossMinor!: bigint;

  @Column('jsonb')
  tax!: TaxRule;

  @Column('jsonb')
  reductions!: FrozenReduction[];

  /** The platform keeps the rest. */
  @Column('jsonb')
  shares!: RevenueShare[];

  @Column('uuid', { nullable: true })
  affiliateId!: string | null;

  @Field(() => OrderLineState, { description: 'What became of it.' })
  @Column('text')
  state!: OrderLineState;

  @Field(() => LineRefusal, { nullable: true, description: 'Why it could not be handed over; else null.' })
  @Column('text', { nullable: true })
  refusal!: LineRefusal | null;

  @Column('uuid', { nullable: true })
  entitlementId!: string | null;

  @Column('uuid', { nullable: true })
  enrollmentId!: string | null;

  @Column('bigint', { transformer: minorUnits })
  refundedMinor!: bigint;

  /** Goes on to a state. @throws Error where the table has no such step: that is our own mistake */
  become(state: OrderLineState): void {
    if (!lineMayBecome(this.state, state)) throw new Error(`A line that is ${this.state} does not become ${state}.`);
    this.state = state;
  }
}
