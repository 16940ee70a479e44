import { Column, Entity, PrimaryColumn } from 'typeorm';
import { minorUnits } from '../../../kit/money/minor-units';

/** An invoice of the provider for a subscription that was paid: the cause of our own invoice, and of what the ledger has. */
@Entity('subscription_charge')
export class SubscriptionCharge {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  subscriptionId!: string;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  /** The provider's id of the invoice. */
  @Column('text')
  providerId!: string;

  @Column('text', { nullable: true })
  paymentId!: string | null;

  @Column('text', { nullable: true })
  chargeId!: string | null;

  @Column('text')
  currency!: string;

  /** With tax; negative where a change credited more than it cost. */
  @Column('bigint', { transformer: minorUnits })
  totalMinor!: bigint;

  /** What was taken from the card: the rest was in credit, or is now. */
  @Column('bigint', { transformer: minorUnits })
  paidMinor!: bigint;

  @Column('timestamptz')
  paidAt!: Date;
}
