import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EntitlementSource } from '../entitlement/entitlement.entity';
import type { Period } from '../entitlement/entitlement.union';

type Source = EntitlementSource.SUBSCRIPTION | EntitlementSource.SEAT;

/** What a subscription opens to somebody: a right to each of its courses, without a row for each. */
@Entity('subscription_access')
export class SubscriptionAccess implements Period {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  subscriptionId!: string;

  @Column('uuid')
  userId!: string;

  /** Whose courses; null is the marketplace. */
  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Column('text')
  source!: Source;

  /** Null is all of them. */
  @Column('uuid', { array: true, nullable: true })
  courseIds!: string[] | null;

  /** An older event changes nothing. */
  @Column('int')
  version!: number;

  @Column('timestamptz')
  startsAt!: Date;

  @Column('timestamptz')
  endsAt!: Date;

  /** When the stays ended that hung on it; null while it is open. */
  @Column('timestamptz', { nullable: true })
  closedAt!: Date | null;

  get expiresAt(): Date {
    return this.endsAt;
  }

  /** It ends; it is not taken back. */
  get revokedAt(): null {
    return null;
  }
}
