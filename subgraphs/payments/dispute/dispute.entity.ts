import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { EntityKey } from '../../../kit/database/entity';
import { DateTime } from '../../../kit/graphql/scalars';
import { minorUnits } from '../../../kit/money/minor-units';
import { AboutPayment } from '../payment/about-payment';
import type { ProviderDispute } from '../provider/dispute-provider';
import { DisputeState } from './dispute.states';

registerEnumType(DisputeState, {
  name: 'DisputeState',
  description: 'Where a dispute stands.',
  valuesConfig: {
    INQUIRY: { description: 'The bank asks, and has taken no money. An answer may prevent a dispute.' },
    INQUIRY_UNDER_REVIEW: { description: 'The bank has the answer to what it asked.' },
    INQUIRY_CLOSED: { description: 'The bank asked, and took no money.' },
    NEEDS_RESPONSE: { description: 'The bank took the money, and waits for evidence.' },
    UNDER_REVIEW: { description: 'The bank has the evidence.' },
    WON: { description: 'The bank gave the money back.' },
    LOST: { description: 'The buyer keeps the money, and does not keep the course, or the subscription.' },
  },
});

/** What a dispute is about: an order, or a payment for a subscription. */
export type DisputeSubject = Pick<Dispute, 'orderId' | 'subscriptionId' | 'chargeId' | 'organisationId'>;

/** What a buyer said to their bank against a payment. */
@Entity('dispute')
@ObjectType({ description: 'What a buyer said to their bank against a payment.' })
@EntityKey()
export class Dispute extends AboutPayment {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  /** The seller; null is the marketplace, or several sellers. */
  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Column('text')
  providerId!: string;

  @Field(() => DisputeState, { description: 'Where it stands.' })
  @Column('text')
  state!: DisputeState;

  @Field(() => String, { description: "Why, in the provider's words, such as `fraudulent`." })
  @Column('text')
  reason!: string;

  @Column('text')
  currency!: string;

  @Column('bigint', { transformer: minorUnits })
  minor!: bigint;

  @Field(() => DateTime, { nullable: true, description: 'Until when evidence counts; null where none is wanted.' })
  @Column('timestamptz', { nullable: true })
  evidenceDueAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'What the seller said to it.' })
  @Column('text', { nullable: true })
  evidence!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the seller said it.' })
  @Column('timestamptz', { nullable: true })
  evidenceSubmittedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was decided.' })
  @Column('timestamptz', { nullable: true })
  closedAt!: Date | null;

  @Column('timestamptz')
  lookedAt!: Date;

  /** As it is first heard of. */
  static of(about: DisputeSubject, seen: ProviderDispute): Dispute {
    const { id: providerId, state, reason, currency, minor } = seen;
    const unanswered = { evidence: null, evidenceSubmittedAt: null, closedAt: null };
    const { orderId, subscriptionId, chargeId, organisationId } = about;
    const subject = { orderId, subscriptionId, chargeId, organisationId };
    const facts = { ...subject, providerId, state, reason, currency, minor };
    return Object.assign(new Dispute(), facts, unanswered);
  }
}
