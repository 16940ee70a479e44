import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { EntityKey, Versioned } from '../../../kit/database/entity';

/** What a seller gives those who bring buyers. */
@Entity('affiliate_program')
@ObjectType({ description: 'What a seller gives people who bring buyers by their links.' })
@EntityKey()
export class AffiliateProgram extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  /** The seller; null is the marketplace. */
  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Field(() => Int, {
    description:
      'Share of the net price, in hundredths of a percent: 1000 is 10 %. What was ordered keeps the rate that it was ordered with.',
  })
  @Column('int')
  basisPoints!: number;

  @Field(() => Int, { description: 'Days after the last click in which a purchase counts for the link.' })
  @Column('int')
  windowDays!: number;

  @Field(() => Boolean, { description: 'Whether purchases count now.' })
  @Column('boolean')
  isActive!: boolean;
}
