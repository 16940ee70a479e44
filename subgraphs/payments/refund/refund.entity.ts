import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { EntityKey } from '../../../kit/database/entity';
import { DateTime } from '../../../kit/graphql/scalars';
import { minorUnits } from '../../../kit/money/minor-units';
import { AboutPayment } from '../payment/about-payment';
import { mayBecome, RefundState } from './refund.states';

registerEnumType(RefundState, {
  name: 'RefundState',
  description: 'Where a refund stands.',
  valuesConfig: {
    REQUESTED: { description: 'The payment provider is about to be asked for it.' },
    PENDING: { description: 'The bank takes its time.' },
    SUCCEEDED: { description: 'The money went back.' },
    FAILED: { description: 'The money did not go back, or came back from the bank: staff look after it.' },
  },
});

/** Why money goes back. */
export enum RefundReason {
  /** What was paid could not be handed over. */
  REFUSED = 'REFUSED',
  /** It was paid for something that did not wait for it any more. */
  UNEXPECTED = 'UNEXPECTED',
  BUYER = 'BUYER',
  STAFF = 'STAFF',
  /** By the staff of the provider, or by ours with the provider's own tools. */
  PROVIDER = 'PROVIDER',
}
registerEnumType(RefundReason, {
  name: 'RefundReason',
  description: 'Why money goes back.',
  valuesConfig: {
    REFUSED: { description: 'What was paid could not be handed over.' },
    UNEXPECTED: {
      description: 'It was paid for an order, or a subscription, that did not wait for it any more.',
    },
    BUYER: { description: 'The buyer asked for it.' },
    STAFF: { description: 'The seller decided it.' },
    PROVIDER: { description: 'It was made at the payment provider, without us.' },
  },
});

/** What staff did about a refund that failed. */
export enum RefundResolution {
  RETRIED = 'RETRIED',
  CLOSED = 'CLOSED',
}
registerEnumType(RefundResolution, {
  name: 'RefundResolution',
  description: 'What staff did about a refund that failed.',
  valuesConfig: {
    RETRIED: { description: 'The provider was asked once more, by another refund.' },
    CLOSED: { description: 'It was settled in another way, such as by a bank transfer, or nothing goes back.' },
  },
});

/** What is known of a refund when it is asked for. */
type Asked = Pick<
  Refund,
  | 'orderId'
  | 'subscriptionId'
  | 'chargeId'
  | 'userId'
  | 'organisationId'
  | 'currency'
  | 'minor'
  | 'reason'
  | 'note'
  | 'retryOf'
>;

/** Money on its way back to a buyer. */
@Entity('refund')
@ObjectType({ description: 'Money on its way back to a buyer.' })
@EntityKey()
export class Refund extends AboutPayment {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  userId!: string;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Field(() => RefundState, { description: 'Where it stands.' })
  @Column('text')
  state!: RefundState;

  @Field(() => RefundReason, { description: 'Why the money goes back.' })
  @Column('text')
  reason!: RefundReason;

  @Field(() => String, { nullable: true, description: 'What whoever asked for it wrote: the buyer, or the seller.' })
  @Column('text', { nullable: true })
  note!: string | null;

  /** The first refund of the same money, which failed. */
  @Column('uuid', { nullable: true })
  retryOf!: string | null;

  @Column('text')
  currency!: string;

  @Column('bigint', { transformer: minorUnits })
  minor!: bigint;

  @Column('text', { nullable: true })
  providerId!: string | null;

  /** The provider's code of why it failed. */
  @Column('text', { nullable: true })
  failure!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the money went back.' })
  @Column('timestamptz', { nullable: true })
  succeededAt!: Date | null;

  /** What was done about its failing; null while that is to be done. */
  @Column('text', { nullable: true })
  resolution!: RefundResolution | null;

  @Column('text', { nullable: true })
  resolutionNote!: string | null;

  @Column('timestamptz', { nullable: true })
  resolvedAt!: Date | null;

  /** Before the provider was told of it. */
  static of(asked: Asked): Refund {
    return Object.assign(new Refund(), asked, {
      state: RefundState.REQUESTED,
      providerId: null,
      failure: null,
      succeededAt: null,
      resolution: null,
      resolutionNote: null,
      resolvedAt: null,
    });
  }

  /** Goes on to a state. @throws Error where the table has no such step: that is our own mistake */
  become(state: RefundState): void {
    if (!mayBecome(this.state, state)) throw new Error(`A refund that is ${this.state} does not become ${state}.`);
    this.state = state;
  }
}

/** The part of a refund that is for one line. */
@Entity('refund_line')
export class RefundLine {
  @PrimaryColumn('uuid')
  refundId!: string;

  @PrimaryColumn('uuid')
  lineId!: string;

  @Column('bigint', { transformer: minorUnits })
  minor!: bigint;
}
