import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType } from 'type-graphql';
import { EntityKey, Versioned } from '../../../kit/database/entity';
import { minorUnits } from '../../../kit/money/minor-units';
import type { Wanted } from '../pricing/purchase.types';

/** What someone means to buy: a person's one cart, or a guest's, which opens with its token. */
@Entity('cart')
@ObjectType({
  description:
    'What someone means to buy. Prices are those of this moment: nothing is promised until the order. Tax that is added to prices comes at the checkout.',
})
@EntityKey()
export class Cart extends Versioned {
  @Field(() => ID, { description: 'Opaque id.' })
  @PrimaryColumn('uuid')
  id!: string;

  /** Null is a guest's. */
  @Column('uuid', { nullable: true })
  userId!: string | null;

  /** The one asked for. */
  @Column('text')
  currency!: string;
}

/** One thing in a cart. */
@Entity('cart_line')
export class CartItem {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  cartId!: string;

  @Column('uuid', { nullable: true })
  courseId!: string | null;

  @Column('uuid', { nullable: true })
  bundleId!: string | null;

  @Column('text', { nullable: true })
  giftEmail!: string | null;

  @Column('text')
  giftMessage!: string;

  /** What it cost when it was put in, or when its new price was accepted; before coupons. */
  @Column('bigint', { transformer: minorUnits })
  seenMinor!: bigint;

  @Column('text')
  seenCurrency!: string;

  @Column('timestamptz')
  addedAt!: Date;

  get wanted(): Wanted {
    const { id, courseId, bundleId, giftEmail, giftMessage } = this;
    return {
      key: id,
      courseId,
      bundleId,
      gift: giftEmail === null ? null : { email: giftEmail, message: giftMessage },
    };
  }
}
