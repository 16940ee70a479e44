import { Length, Matches, ValidateNested } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { CurrencyCode, Url } from '../../../kit/graphql/scalars';
import { PaymentMethod } from './payment-method.entity';

@InputType({ description: "The provider's own page for cards, and where it leads back to." })
export class CardPageInput {
  @Field(() => Url, { description: 'Where the page leads when the card is saved.' })
  successUrl!: URL;

  @Field(() => Url, { description: 'Where it leads when somebody gives up.' })
  cancelUrl!: URL;

  @Field(() => CurrencyCode, { description: 'In which the card will be charged first.' })
  currency!: string;
}

@InputType({ description: 'A card to save. Card numbers go to the provider only, never to us.' })
export class AddPaymentMethodInput {
  @Field(() => CardPageInput, {
    nullable: true,
    description: "For the provider's page; absent: the client asks for the card itself, by `clientSecret`.",
  })
  @ValidateNested()
  page?: CardPageInput | null;

  @Field(() => ID, {
    description: 'Repeating the mutation with the same key begins nothing new. 1 to 100 characters.',
  })
  @Length(1, 100)
  idempotencyKey!: string;
}

@InputType({ description: 'The card that was typed.' })
export class ConfirmPaymentMethodInput {
  @Field(() => ID, { description: '`setupId` of `addPaymentMethod`.' })
  @Matches(/^seti_\w{1,250}$/)
  setupId!: string;
}

@InputType({ description: 'The card to take where none is named.' })
export class SetDefaultPaymentMethodInput {
  @Field(() => ID, { description: 'The saved card.' })
  id!: string;
}

@InputType({ description: 'The card to forget.' })
export class RemovePaymentMethodInput {
  @Field(() => ID, { description: 'The saved card.' })
  id!: string;
}

@ObjectType({ description: 'How to go on with a card.' })
export class AddPaymentMethodPayload {
  @Field(() => ID, { nullable: true, description: "For `confirmPaymentMethod`; null with the provider's page." })
  setupId!: string | null;

  @Field(() => String, { nullable: true, description: "For the provider's code in the browser; null with its page." })
  clientSecret!: string | null;

  @Field(() => Url, { nullable: true, description: "The provider's page, if it was asked for." })
  pageUrl!: string | null;
}

@ObjectType({ description: 'What became of a card.' })
export class ConfirmPaymentMethodPayload {
  @Field(() => PaymentMethod, { nullable: true, description: 'The saved card; null while it is not confirmed.' })
  paymentMethod!: PaymentMethod | null;
}

@ObjectType({ description: 'The card is the default one.' })
export class SetDefaultPaymentMethodPayload {
  @Field(() => [PaymentMethod], { description: 'All saved cards, the default one first.' })
  paymentMethods!: PaymentMethod[];
}

@ObjectType({ description: 'The card was forgotten, by the provider, too.' })
export class RemovePaymentMethodPayload {
  @Field(() => [PaymentMethod], { description: 'The saved cards that are left, the default one first.' })
  paymentMethods!: PaymentMethod[];
}
