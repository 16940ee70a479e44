import { IsInt, Length, Max, Min, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import { MoneyInput } from '../../../kit/money/money.input';
import { DiscountInput, PromotionInput } from '../promotion/promotion.input';
import { Coupon } from './coupon.entity';

export const CouponConnection = connectionOf(Coupon);

@InputType()
abstract class CouponInput extends PromotionInput {
  @Field(() => MoneyInput, {
    nullable: true,
    description:
      'What the covered courses have to cost at least, before coupons. The coupon then counts in this currency only.',
  })
  @ValidateNested()
  minimum?: MoneyInput | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether it goes together with campaigns, and with other coupons that do. Where not, it takes the place of campaigns where that is cheaper.',
  })
  isStackable?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether only who has bought nothing yet may use it.' })
  isForFirstPurchase?: boolean | null;

  @Field(() => Int, { nullable: true, description: 'How often it can be used in all; any number of times where null.' })
  @IsInt()
  @Min(1)
  usageLimit?: number | null;

  @Field(() => Int, { nullable: true, description: 'How often one person can use it, 1 to 1000; once where left out.' })
  @IsInt()
  @Min(1)
  @Max(1_000)
  limitPerPerson?: number | null;
}

@InputType({ description: 'A new coupon.' })
export class CreateCouponInput extends CouponInput {
  @Field(() => ID, { nullable: true, description: 'The seller whose courses it is for; the marketplace without one.' })
  organisationId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What people enter: 3 to 40 letters, digits and hyphens, whatever their case. One is made up where it is left out.',
  })
  @Length(3, 40)
  code?: string | null;

  @Field(() => DiscountInput, { description: 'What it takes off: a fixed amount off all covered courses together.' })
  @ValidateNested()
  discount!: DiscountInput;
}

@InputType({ description: 'A coupon, and what should be different about it. What is left out stays as it is.' })
export class UpdateCouponInput extends CouponInput {
  @Field(() => ID, { description: 'The coupon.' })
  id!: string;

  @Field(() => DiscountInput, {
    nullable: true,
    description: 'What it takes off. Orders keep what they were made with.',
  })
  @ValidateNested()
  discount?: DiscountInput | null;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  @IsInt()
  expectedVersion?: number | null;
}

@InputType({ description: 'A coupon that shall go.' })
export class DeleteCouponInput {
  @Field(() => ID, { description: 'The coupon. One that was used can only be switched off.' })
  id!: string;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  @IsInt()
  expectedVersion?: number | null;
}

@ArgsType()
export class CouponsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'The seller; the marketplace without one.' })
  organisationId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Only those that are in use, or only those that are not.' })
  isActive?: boolean | null;
}

@ObjectType({ description: 'The coupon that was created.' })
export class CreateCouponPayload {
  @Field(() => Coupon, { description: 'The new coupon.' })
  coupon!: Coupon;
}

@ObjectType({ description: 'The coupon that was changed.' })
export class UpdateCouponPayload {
  @Field(() => Coupon, { description: 'The coupon as it is now.' })
  coupon!: Coupon;
}

@ObjectType({ description: 'The coupon that is gone.' })
export class DeleteCouponPayload {
  @Field(() => ID, { description: 'The id it had.' })
  deletedCouponId!: string;
}
