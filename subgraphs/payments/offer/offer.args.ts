import { Length } from 'class-validator';
import { ArgsType, Field } from 'type-graphql';
import { CurrencyCode } from '../../../kit/graphql/scalars';

@ArgsType()
export class OfferArgs {
  @Field(() => CurrencyCode, {
    nullable: true,
    description: 'ISO 4217 code; EUR without one, and where it has no price in it. Nothing is converted.',
  })
  currency?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'A coupon to try. Many that are not valid are refused with RATE_LIMITED.',
  })
  @Length(1, 60)
  couponCode?: string | null;
}
