import { Field, ObjectType } from 'type-graphql';
import { CacheControl } from '../../../kit/graphql/cache-directive';
import { Money } from '../../../kit/money/money';
import { PriceReduction, RefusedCoupon } from '../pricing/pricing.types';

@ObjectType({
  description: 'One way to buy a course, at the price of this moment, before tax that is added to prices.',
})
@CacheControl(60)
export class Offer {
  /** Resolved by the policy of bundles. */
  bundleId!: string | null;

  @Field(() => Money, { description: 'What it costs by the price lists.' })
  listPrice!: Money;

  @Field(() => Money, { description: 'What the viewer would pay now, with all that makes it cheaper.' })
  price!: Money;

  @Field(() => [PriceReduction], { description: 'Why it costs less than its list price, in the order of taking off.' })
  reductions!: PriceReduction[];

  @Field(() => RefusedCoupon, {
    nullable: true,
    description: 'Why the code that was asked with takes nothing off; null else.',
  })
  refusedCoupon!: RefusedCoupon | null;
}
