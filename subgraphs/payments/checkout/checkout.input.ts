import { ArrayMaxSize, IsUUID, Length, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { BigIntScalar, CurrencyCode, EmailAddress, Url } from '../../../kit/graphql/scalars';
import { GiftInput } from '../gift/gift-wish.input';
import { IsCountry } from './is-country';

@InputType({ description: 'Something to buy: a course or a bundle.' })
export class CheckoutItemInput {
  @Field(() => ID, { nullable: true, description: 'The course.' })
  courseId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The bundle.' })
  bundleId?: string | null;

  @Field(() => GiftInput, { nullable: true, description: 'For somebody else; for yourself where it is left out.' })
  @ValidateNested()
  gift?: GiftInput | null;
}

@InputType({ description: 'Where the buyer is, and as what they buy: by this the tax is found.' })
export class BuyerPlaceInput {
  @Field(() => String, { description: 'ISO 3166-1 code of the country, such as `DE`.' })
  @IsCountry()
  country!: string;

  @Field(() => String, {
    nullable: true,
    description: 'ISO 3166-2 code of the state or province, with or without the country: `CA-ON`, `ON`.',
  })
  @MaxLength(10)
  region?: string | null;

  @Field(() => String, { nullable: true, description: 'VAT number of a business.' })
  @MaxLength(30)
  vatId?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether a business buys.' })
  isBusiness!: boolean;
}

@InputType({ description: "The provider's own page for payments, and where it leads back to." })
export class PaymentPageInput {
  @Field(() => Url, { description: 'Where the page leads when it is paid.' })
  successUrl!: URL;

  @Field(() => Url, { description: 'Where it leads when somebody gives up.' })
  cancelUrl!: URL;
}

@InputType({ description: 'How to pay. Without anything the client asks for a card itself, by `clientSecret`.' })
export class CheckoutPaymentInput {
  @Field(() => PaymentPageInput, { nullable: true, description: "On the provider's page." })
  @ValidateNested()
  page?: PaymentPageInput | null;

  @Field(() => ID, { nullable: true, description: 'A saved card, which is charged at once.' })
  @IsUUID()
  paymentMethodId?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Keep the card for the next time.' })
  saveCard!: boolean;
}

@InputType({ description: 'What to buy, and where the buyer is.' })
export class CheckoutQuoteInput {
  @Field(() => [CheckoutItemInput], { defaultValue: [], description: 'What to buy, at most 50.' })
  @ArrayMaxSize(50)
  @ValidateNested()
  items!: CheckoutItemInput[];

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'What is in your cart, with the coupons that were entered there, instead of `items`.',
  })
  fromCart!: boolean;

  @Field(() => CurrencyCode, {
    description:
      'In which to pay. Where something has no price in it, the quote is in the currency that everything has.',
  })
  currency!: string;

  @Field(() => [String], { defaultValue: [], description: 'Coupons, at most 5.' })
  @ArrayMaxSize(5)
  @Length(1, 60, { each: true })
  couponCodes!: string[];

  @Field(() => BuyerPlaceInput, { description: 'Where the buyer is.' })
  @ValidateNested()
  place!: BuyerPlaceInput;
}

@InputType({ description: 'A purchase.' })
export class CheckoutInput extends CheckoutQuoteInput {
  @Field(() => BigIntScalar, {
    description:
      'The total that the buyer saw, in minor units of `currency`, tax included. Another one is refused with `PriceChanged`.',
  })
  expectedTotal!: bigint;

  @Field(() => EmailAddress, { description: 'Where the receipt goes.' })
  @MaxLength(254)
  receiptEmail!: string;

  @Field(() => CheckoutPaymentInput, { nullable: true, description: 'How to pay.' })
  @ValidateNested()
  payment?: CheckoutPaymentInput | null;

  @Field(() => ID, {
    description:
      'Of your choice, for this purchase. Repeating the mutation with the same key and input answers the same order. 1 to 100 characters.',
  })
  @Length(1, 100)
  idempotencyKey!: string;
}

@InputType({ description: 'Another attempt to pay.' })
export class PayOrderInput {
  @Field(() => ID, { description: 'The order, which waits for its payment.' })
  id!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'A saved card, which is charged at once; without, the client asks for one, by `clientSecret`.',
  })
  @IsUUID()
  paymentMethodId?: string | null;

  @Field(() => ID, { description: 'Of your choice, for this attempt: the same key charges once. 1 to 100 characters.' })
  @Length(1, 100)
  idempotencyKey!: string;
}
