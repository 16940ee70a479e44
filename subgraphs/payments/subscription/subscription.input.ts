import {
  ArrayMaxSize,
  IsDate,
  IsInt,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { connectionOf } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import { BigIntScalar, DateTime, EmailAddress } from '../../../kit/graphql/scalars';
import { BuyerPlaceInput } from '../checkout/checkout.input';
import { PlanSubscription } from './subscription.entity';
import { SubscriptionState } from './subscription.states';
import { SubscriptionSeat } from './subscription-seat.entity';

export const PlanSubscriptionConnection = connectionOf(PlanSubscription);
export const SubscriptionSeatConnection = connectionOf(SubscriptionSeat);

const key = 'Of your choice, for this: repeating the mutation with the same key does it once. 1 to 100 characters.';

@InputType({ description: 'What to subscribe to, and where the subscriber is.' })
export class SubscriptionQuoteInput {
  @Field(() => ID, { description: 'One of the `prices` of a plan.' })
  @IsUUID()
  priceId!: string;

  @Field(() => Int, { defaultValue: 1, description: 'Seats, 1 to 10,000; 1 where the plan has none.' })
  @IsInt()
  @Min(1)
  @Max(10_000)
  quantity!: number;

  @Field(() => BuyerPlaceInput, { description: 'Where the subscriber is.' })
  @ValidateNested()
  place!: BuyerPlaceInput;
}

@InputType({ description: 'A subscription.' })
export class SubscribeInput extends SubscriptionQuoteInput {
  @Field(() => BigIntScalar, {
    description:
      'What the subscriber saw that each period costs, in minor units, tax included. Another amount is refused with `SubscriptionPriceDiffers`.',
  })
  expectedTotal!: bigint;

  @Field(() => EmailAddress, { description: 'Where letters about it go.' })
  @MaxLength(254)
  receiptEmail!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'A saved card, which is charged at once; without, the client asks for one, by `clientSecret`.',
  })
  @IsUUID()
  paymentMethodId?: string | null;

  @Field(() => ID, { description: key })
  @Length(1, 100)
  idempotencyKey!: string;
}

@InputType({ description: 'A subscription of yours.' })
export class OwnSubscriptionInput {
  @Field(() => ID, { description: 'The subscription.' })
  id!: string;
}

@InputType({ description: 'Another card for a subscription.' })
export class SetSubscriptionPaymentMethodInput {
  @Field(() => ID, { description: 'The subscription.' })
  id!: string;

  @Field(() => ID, { description: 'A saved card. What is open is charged to it at once.' })
  @IsUUID()
  paymentMethodId!: string;

  @Field(() => ID, { description: key })
  @Length(1, 100)
  idempotencyKey!: string;
}

@InputType({ description: 'Where the subscriber of a subscription is now.' })
export class SetSubscriptionPlaceInput {
  @Field(() => ID, { description: 'The subscription.' })
  id!: string;

  @Field(() => BuyerPlaceInput, { description: 'Where, and as what they buy.' })
  @ValidateNested()
  place!: BuyerPlaceInput;
}

@InputType({ description: 'A subscription that ends at once.' })
export class EndSubscriptionInput {
  @Field(() => ID, { description: 'The subscription.' })
  id!: string;

  @Field(() => String, { description: 'Why, for its subscriber; 1 to 500 characters.' })
  @Length(1, 500)
  @Matches(/\S/)
  reason!: string;
}

@InputType({ description: 'What a subscription should become.' })
export class SubscriptionChangeInput {
  @Field(() => ID, { description: 'The subscription.' })
  id!: string;

  @Field(() => ID, { description: 'One of the `prices` of a plan of the same seller, in the same currency.' })
  @IsUUID()
  priceId!: string;

  @Field(() => Int, { defaultValue: 1, description: 'Seats, 1 to 10,000; 1 where the plan has none.' })
  @IsInt()
  @Min(1)
  @Max(10_000)
  quantity!: number;
}

@InputType({ description: 'A change of a subscription, as it was previewed.' })
export class ChangeSubscriptionInput extends SubscriptionChangeInput {
  @Field(() => DateTime, { description: '`at` of the preview, which is good for an hour.' })
  @IsDate()
  at!: Date;

  @Field(() => BigIntScalar, {
    description: '`total` of the preview, in minor units. Another amount is refused with `SubscriptionChangeDiffers`.',
  })
  expectedTotal!: bigint;

  @Field(() => ID, { description: key })
  @Length(1, 100)
  idempotencyKey!: string;
}

@InputType({ description: 'Somebody and a subscription with seats.' })
export class SubscriptionSeatInput {
  @Field(() => ID, { description: 'The subscription.' })
  id!: string;

  @Field(() => ID, { description: 'The person.' })
  @IsUUID()
  userId!: string;
}

@InputType({ description: 'Which subscriptions; every condition that is given must hold.' })
export class SubscriptionFilter {
  @Field(() => [SubscriptionState], { nullable: true, description: 'In one of these states.' })
  @ArrayMaxSize(7)
  states?: SubscriptionState[] | null;

  @Field(() => ID, { nullable: true, description: 'To this plan.' })
  @IsUUID()
  planId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this subscriber.' })
  @IsUUID()
  subscriberId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this seller.' })
  @IsUUID()
  organisationId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Begun at this moment or later.' })
  @IsDate()
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Begun before this moment.' })
  @IsDate()
  until?: Date | null;
}

@ArgsType()
export class SubscriptionsArgs extends PageArgs {
  @Field(() => SubscriptionFilter, { nullable: true, description: 'Which ones; all without.' })
  @ValidateNested()
  filter?: SubscriptionFilter | null;
}
