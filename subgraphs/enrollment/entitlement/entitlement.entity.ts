import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { EntityKey, Versioned } from '../../../kit/database/entity';
import { DateTime } from '../../../kit/graphql/scalars';
import { enrollmentErrors } from '../enrollment.errors';
import { isLive } from './entitlement.union';

export enum EntitlementSource {
  FREE = 'FREE',
  ORDER = 'ORDER',
  SUBSCRIPTION = 'SUBSCRIPTION',
  SEAT = 'SEAT',
  GIFT = 'GIFT',
  ADMIN = 'ADMIN',
}
registerEnumType(EntitlementSource, {
  name: 'EntitlementSource',
  description: 'Where a right to a course comes from.',
  valuesConfig: {
    FREE: { description: 'The course was free when the learner enrolled.' },
    ORDER: { description: 'It was bought.' },
    SUBSCRIPTION: { description: 'A subscription covers it.' },
    SEAT: { description: 'An organisation has a seat for the learner.' },
    GIFT: { description: 'Someone gave it.' },
    ADMIN: { description: 'Staff granted it.' },
  },
});

/** One reason why a person may take a course. Several may hold at once: access is their union. */
@Entity('entitlement')
@ObjectType({ description: 'One right of a person to a course. Access is the union of those that are live.' })
@EntityKey()
export class Entitlement extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  userId!: string;

  @Column('uuid')
  courseId!: string;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Field(() => EntitlementSource, { description: 'Where it comes from.' })
  @Column('text')
  source!: EntitlementSource;

  @Field(() => String, {
    nullable: true,
    description: 'What it comes from, such as an order line; the same source and reference grant only once.',
  })
  @Column('text', { nullable: true })
  sourceReference!: string | null;

  @Field(() => DateTime, { description: 'From when it counts.' })
  @Column('timestamptz')
  startsAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Until when it counts; without end where null.' })
  @Column('timestamptz', { nullable: true })
  expiresAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was taken back, such as by a refund.' })
  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;

  isLive(now: Date): boolean {
    return isLive(this, now);
  }

  /** @throws ENTITLEMENT_REVOKED when it was revoked before. */
  revoke(now: Date): void {
    if (this.revokedAt) throw enrollmentErrors.ENTITLEMENT_REVOKED({ id: this.id });
    this.revokedAt = now;
  }
}
