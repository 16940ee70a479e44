import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime, EmailAddress } from '../../../kit/graphql/scalars';
import { Money } from '../../../kit/money/money';
import { CourseRef } from '../course/course.stub';
import { Obstacle } from '../pricing/purchase.types';
import { PriceReduction } from '../pricing/pricing.types';

registerEnumType(Obstacle, {
  name: 'PurchaseObstacle',
  description: 'Why something cannot be bought.',
  valuesConfig: {
    UNAVAILABLE: { description: 'It is not sold (any more), or not to this viewer.' },
    FREE: { description: 'There is nothing to pay: one just enrols.' },
    ALREADY_OWNED: { description: 'The viewer has it.' },
    OWN_COURSE: { description: 'The viewer teaches it.' },
    TWICE: { description: 'Something else in here brings it.' },
  },
});

@ObjectType({ description: 'For whom something is bought, where that is somebody else.' })
export class GiftRecipient {
  @Field(() => EmailAddress, { description: 'Where the code to redeem it goes.' })
  email!: string;

  @Field(() => String, { description: 'What they read with it; empty where nothing was written.' })
  message!: string;
}

@ObjectType({ description: 'Why a line of a cart is not bought as it is.' })
export class CartLineProblem {
  @Field(() => Obstacle, { description: 'What stands in the way.' })
  reason!: Obstacle;

  @Field(() => [CourseRef], { nullable: 'itemsAndList', description: 'The courses that it is about.' })
  courses!: CourseRef[];
}

@ObjectType({ description: 'One thing in a cart, with what it costs now.' })
export class CartLine {
  @Field(() => ID, { description: 'Opaque id, for `removeFromCart`.' })
  id!: string;

  @Field(() => CourseRef, { nullable: true, description: 'The course; null for a bundle.' })
  course!: CourseRef | null;

  /** Resolved by the policy of bundles. */
  bundleId!: string | null;

  @Field(() => GiftRecipient, { nullable: true, description: 'Who gets it; null is the buyer.' })
  gift!: GiftRecipient | null;

  @Field(() => DateTime, { description: 'When it was put in.' })
  addedAt!: Date;

  @Field(() => CartLineProblem, { nullable: true, description: 'Why it cannot be bought; null for what can.' })
  problem!: CartLineProblem | null;

  @Field(() => Money, {
    nullable: true,
    description: 'What it costs by the price lists; null where it cannot be bought.',
  })
  listPrice!: Money | null;

  @Field(() => Money, { nullable: true, description: 'What it costs now, with all that makes it cheaper.' })
  price!: Money | null;

  @Field(() => [PriceReduction], { description: 'Why it costs less than its list price, in the order of taking off.' })
  reductions!: PriceReduction[];

  @Field(() => Money, {
    nullable: true,
    description:
      'What it cost when it was put in, or when its price was accepted, coupons aside; null where that is what it costs now. `acceptCartPrices` settles it.',
  })
  priceChangedFrom!: Money | null;
}
