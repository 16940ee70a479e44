import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType } from 'type-graphql';
import { EntityKey, Versioned } from '../../../kit/database/entity';
import { CacheControl } from '../../../kit/graphql/cache-directive';
import { Money } from '../../../kit/money/money';
import { slugOf } from '../../../kit/text/slug';

interface Price {
  readonly currency: string;
  /** Minor units, as digits. */
  readonly minor: string;
}

/** Courses that are sold together for one price. */
@Entity('bundle')
@ObjectType({ description: 'Courses of one seller that are sold together for one price.' })
@EntityKey()
@CacheControl(60)
export class Bundle extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  /** The seller; null is the marketplace. */
  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Field(() => String, { description: 'Its name in addresses, made of its first title; it never changes.' })
  @Column('text')
  slug!: string;

  @Field(() => String, { description: 'Title as shown to people.' })
  @Column('text')
  title!: string;

  @Field(() => String, { description: 'What it is for; plain text.' })
  @Column('text')
  description!: string;

  /** In the order in which they are shown. */
  @Column('uuid', { array: true })
  courseIds!: string[];

  @Column('jsonb')
  prices!: Price[];

  @Field(() => Boolean, { description: 'Whether it is sold; one that is not is shown to its staff only.' })
  @Column('boolean')
  isActive!: boolean;

  /** Of a title, and of so much of the id that two of one title differ. */
  static slugFor(title: string, id: string): string {
    return `${slugOf(title, 'bundle').slice(0, 70).replace(/-+$/, '')}-${id.slice(-8)}`;
  }

  /** In exactly this currency; null where it has no price in it. */
  priceIn(currency: string): Money | null {
    const price = this.prices.find((candidate) => candidate.currency === currency);
    return price ? Money.of(BigInt(price.minor), currency) : null;
  }
}
