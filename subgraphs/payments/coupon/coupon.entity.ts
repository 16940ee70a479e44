import { Column, Entity } from 'typeorm';
import { Field, Int, ObjectType } from 'type-graphql';
import { EntityKey } from '../../../kit/database/entity';
import { minorUnits } from '../../../kit/money/minor-units';
import { Money } from '../../../kit/money/money';
import type { CouponRefusal, CouponTerms } from '../pricing/terms';
import { UserRef } from '../user/user.stub';
import { Promotion } from '../promotion/promotion.entity';

/** A code that makes courses cheaper for whoever enters it. */
@Entity('coupon')
@ObjectType({
  description:
    'A code that makes courses cheaper for whoever enters it. Shown to those who manage payments, and to the instructor who made it.',
})
@EntityKey()
export class Coupon extends Promotion {
  @Field(() => String, { description: 'What people enter, in capitals.' })
  @Column('text')
  code!: string;

  /** The instructor who made it for courses of theirs; null where it is the seller's own. */
  @Column('uuid', { nullable: true })
  ownerId!: string | null;

  @Column('bigint', { nullable: true, transformer: minorUnits })
  minimumMinor!: bigint | null;

  @Column('text', { nullable: true })
  minimumCurrency!: string | null;

  @Field(() => Boolean, { description: 'Whether it goes together with campaigns, and with other coupons that do.' })
  @Column('boolean')
  isStackable!: boolean;

  @Field(() => Boolean, { description: 'Whether only who has bought nothing yet may use it.' })
  @Column('boolean')
  isForFirstPurchase!: boolean;

  @Field(() => Int, { nullable: true, description: 'How often it can be used in all; any number of times where null.' })
  @Column('int', { nullable: true })
  usageLimit!: number | null;

  @Field(() => Int, { description: 'How often one person can use it.' })
  @Column('int')
  limitPerPerson!: number;

  @Field(() => Int, { description: 'How often it was used, with what orders hold that are not paid yet.' })
  @Column('int')
  taken!: number;

  @Field(() => Money, { nullable: true, description: 'What the covered courses have to cost at least.' })
  get minimum(): Money | null {
    return this.minimumMinor === null || this.minimumCurrency === null
      ? null
      : Money.of(this.minimumMinor, this.minimumCurrency);
  }

  @Field(() => UserRef, {
    nullable: true,
    description: "The instructor who made it, for courses that they teach; null where it is the seller's own.",
  })
  get owner(): UserRef | null {
    return this.ownerId === null ? null : UserRef.of(this.ownerId);
  }

  get isUsedUp(): boolean {
    return this.usageLimit !== null && this.taken >= this.usageLimit;
  }

  terms(refusal: CouponRefusal | null): CouponTerms {
    const { id, code, coverage, takesOff, minimum, isStackable } = this;
    return { id, code, ...coverage, discount: takesOff, minimum, isStackable, refusal };
  }
}
