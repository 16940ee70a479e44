import { IsInt, Length, MaxLength, ValidateNested } from 'class-validator';
import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { CurrencyCode } from '../../../kit/graphql/scalars';
import { Refusal } from '../../../kit/graphql/refusal';
import { Bundle } from '../bundle/bundle.entity';
import { CourseRef } from '../course/course.stub';
import { AlreadyOwned, BoughtTwice, CouponRefused, CourseFree, CourseUnavailable } from '../pricing/refusals';
import { GiftInput } from '../gift/gift-wish.input';
import { Cart } from './cart.entity';

@InputType()
abstract class CartInput {
  @Field(() => String, {
    nullable: true,
    description: "A guest's `Cart.token`. Who is signed in has one cart of their own: leave it out.",
  })
  @MaxLength(200)
  token?: string | null;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  @IsInt()
  expectedVersion?: number | null;
}

@InputType({ description: 'What to put into a cart: a course or a bundle.' })
export class AddToCartInput extends CartInput {
  @Field(() => ID, { nullable: true, description: 'The course.' })
  courseId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The bundle. Its courses that are in the cart by themselves leave it.',
  })
  bundleId?: string | null;

  @Field(() => GiftInput, { nullable: true, description: 'For somebody else; for yourself where it is left out.' })
  @ValidateNested()
  gift?: GiftInput | null;

  @Field(() => CurrencyCode, { nullable: true, description: 'The currency of a cart that begins with this; EUR else.' })
  currency?: string | null;
}

@InputType({ description: 'What to take out of a cart.' })
export class RemoveFromCartInput extends CartInput {
  @Field(() => ID, { description: 'The line.' })
  lineId!: string;
}

@InputType({ description: 'The currency in which a cart should be.' })
export class SetCartCurrencyInput extends CartInput {
  @Field(() => CurrencyCode, {
    description: 'Where something has no price in it, the cart is in the currency that every price list has.',
  })
  currency!: string;
}

@InputType({ description: 'A code to enter.' })
export class ApplyCouponInput extends CartInput {
  @Field(() => String, { description: 'The code, whatever its case.' })
  @Length(1, 60)
  code!: string;
}

@InputType({ description: 'A code to take back.' })
export class RemoveCouponInput extends CartInput {
  @Field(() => String, { description: 'The code.' })
  @Length(1, 60)
  code!: string;
}

@InputType({ description: 'A cart whose prices are accepted as they are now.' })
export class AcceptCartPricesInput extends CartInput {}

@InputType({ description: "A guest's cart that becomes part of yours." })
export class MergeCartInput {
  @Field(() => String, { description: 'Its `Cart.token`.' })
  @Length(1, 200)
  token!: string;
}

@ObjectType({ description: 'It is in the cart.' })
export class AddToCartPayload {
  @Field(() => Cart, { description: 'The cart as it is now.' })
  cart!: Cart;

  @Field(() => [CourseRef], {
    nullable: 'itemsAndList',
    description: 'Courses that were in the cart by themselves and come with the bundle now.',
  })
  replacedCourses!: CourseRef[];
}

@ObjectType({ description: 'It is out of the cart.' })
export class RemoveFromCartPayload {
  @Field(() => Cart, { description: 'The cart as it is now.' })
  cart!: Cart;
}

@ObjectType({ description: 'The cart is in that currency, where everything has a price in it.' })
export class SetCartCurrencyPayload {
  @Field(() => Cart, { description: 'The cart as it is now.' })
  cart!: Cart;
}

@ObjectType({ description: 'The coupon takes something off.' })
export class ApplyCouponPayload {
  @Field(() => Cart, { description: 'The cart as it is now.' })
  cart!: Cart;
}

@ObjectType({ description: 'The coupon is gone from the cart.' })
export class RemoveCouponPayload {
  @Field(() => Cart, { description: 'The cart as it is now.' })
  cart!: Cart;
}

@ObjectType({ description: 'No line of the cart says any more that its price changed.' })
export class AcceptCartPricesPayload {
  @Field(() => Cart, { description: 'The cart as it is now.' })
  cart!: Cart;
}

export const SkippedReason = {
  UNAVAILABLE: 'UNAVAILABLE',
  FREE: 'FREE',
  ALREADY_OWNED: 'ALREADY_OWNED',
  OWN_COURSE: 'OWN_COURSE',
  TWICE: 'TWICE',
  CART_FULL: 'CART_FULL',
} as const;
registerEnumType(SkippedReason, {
  name: 'CartMergeSkip',
  description: 'Why something did not come along from a guest’s cart.',
  valuesConfig: {
    UNAVAILABLE: { description: 'It is not sold (any more), or not to you.' },
    FREE: { description: 'There is nothing to pay: just enrol.' },
    ALREADY_OWNED: { description: 'You have it.' },
    OWN_COURSE: { description: 'You teach it.' },
    TWICE: { description: 'It is in your cart.' },
    CART_FULL: { description: 'Your cart has no room for more.' },
  },
});

@ObjectType({ description: 'Something that did not come along.' })
export class SkippedCartLine {
  @Field(() => CourseRef, { nullable: true, description: 'The course; null for a bundle.' })
  course!: CourseRef | null;

  @Field(() => Bundle, { nullable: true, description: 'The bundle; null for a course.' })
  bundle!: Bundle | null;

  @Field(() => SkippedReason, { description: 'Why.' })
  reason!: keyof typeof SkippedReason;
}

@ObjectType({ description: "The guest's cart is part of yours, and gone." })
export class MergeCartPayload {
  @Field(() => Cart, { description: 'Your cart as it is now.' })
  cart!: Cart;

  @Field(() => [SkippedCartLine], { description: 'What did not come along, and why.' })
  skipped!: SkippedCartLine[];
}

@ObjectType({ implements: Refusal, description: 'The cart has no room for more.' })
export class CartFull extends Refusal {
  @Field(() => Int, { description: 'How many lines a cart can have.' })
  limit!: number;
}

export type AddToCartOutcome =
  AddToCartPayload | AlreadyOwned | CourseUnavailable | CourseFree | BoughtTwice | CartFull;

export const AddToCartResult = createUnionType({
  name: 'AddToCartResult',
  description: 'What became of putting something into a cart.',
  types: () => [AddToCartPayload, AlreadyOwned, CourseUnavailable, CourseFree, BoughtTwice, CartFull] as const,
});

export const ApplyCouponResult = createUnionType({
  name: 'ApplyCouponResult',
  description: 'What became of entering a code.',
  types: () => [ApplyCouponPayload, CouponRefused] as const,
});
