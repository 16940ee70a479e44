import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType } from 'type-graphql';
import { EntityKey, Versioned } from '../../../kit/database/entity';

/** A code by which somebody brings buyers. */
@Entity('affiliate_link')
@ObjectType({
  description:
    "A code by which somebody brings buyers to a course, or to all of a seller's. Shown to whom it belongs, and to who reads the seller's payments.",
})
@EntityKey()
export class AffiliateLink extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  /** Whose it is. */
  @Column('uuid')
  userId!: string;

  /** The seller; null is the marketplace. */
  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  /** Null is all courses of the seller. */
  @Column('uuid', { nullable: true })
  courseId!: string | null;

  @Field(() => String, { description: 'For addresses, and for `trackAffiliateClick`.' })
  @Column('text')
  code!: string;

  @Field(() => Boolean, { description: 'Whether purchases count for it.' })
  @Column('boolean')
  isActive!: boolean;
}
