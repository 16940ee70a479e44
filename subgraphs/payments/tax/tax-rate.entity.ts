import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType } from 'type-graphql';
import { EntityKey, Versioned } from '../../../kit/database/entity';
import { DateTime } from '../../../kit/graphql/scalars';

/** What staff have decided about a place: it counts before the table that the product brings. */
@Entity('tax_rate')
@ObjectType({
  description: 'A tax rate that staff have set for a place. It counts before the rate that the product knows.',
})
@EntityKey()
export class TaxRate extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => String, { description: 'ISO 3166-1 code of a country, or 3166-2 of a region: `DE`, `CA-BC`.' })
  @Column('text')
  jurisdiction!: string;

  @Field(() => String, { description: 'Percent, as decimal text: `19`, `25.5`.' })
  @Column('text')
  percent!: string;

  @Field(() => Boolean, { description: 'Whether prices are shown with the tax in them.' })
  @Column('boolean')
  isInclusive!: boolean;

  @Field(() => DateTime, { description: 'From when it counts.' })
  @Column('timestamptz')
  effectiveFrom!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'Until when it counts, exclusive; without end where null. Then the rate that the product knows counts again.',
  })
  @Column('timestamptz', { nullable: true })
  effectiveUntil!: Date | null;
}
