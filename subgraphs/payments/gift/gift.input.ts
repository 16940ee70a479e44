import { Length, MaxLength } from 'class-validator';
import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { EmailAddress } from '../../../kit/graphql/scalars';
import { Refusal } from '../../../kit/graphql/refusal';
import { AlreadyOwned } from '../pricing/refusals';
import { Gift } from './gift.entity';

@InputType({ description: 'A code to redeem.' })
export class RedeemGiftInput {
  @Field(() => String, { description: 'The code, whatever its case, with or without hyphens.' })
  @Length(1, 60)
  code!: string;
}

@InputType({ description: 'A gift whose code its buyer wants to see.' })
export class RevealGiftCodeInput {
  @Field(() => ID, { description: 'The gift.' })
  id!: string;
}

@InputType({ description: 'A gift whose letter shall go out again.' })
export class ResendGiftInput {
  @Field(() => ID, { description: 'The gift.' })
  id!: string;

  @Field(() => EmailAddress, { nullable: true, description: 'To another address, from now on.' })
  @MaxLength(254)
  email?: string | null;
}

@ObjectType({ description: 'The courses are on their way to you: follow `Course.viewerEnrollment`.' })
export class RedeemGiftPayload {
  @Field(() => Gift, { description: 'The gift.' })
  gift!: Gift;
}

@ObjectType({
  implements: Refusal,
  description: 'Nobody gets anything for this code: it is wrong, or was used, or was given back.',
})
export class GiftNotValid extends Refusal {}

@ObjectType({
  description: 'A code, shown this once. The one shown before is worth nothing any more; the one in the letter is.',
})
export class RevealGiftCodePayload {
  @Field(() => Gift, { description: 'The gift.' })
  gift!: Gift;

  @Field(() => String, { description: 'The code: it is kept nowhere.' })
  code!: string;
}

@ObjectType({
  description: 'The letter goes out, with a new code; the one in the letter before is worth nothing any more.',
})
export class ResendGiftPayload {
  @Field(() => Gift, { description: 'The gift.' })
  gift!: Gift;
}

export const RedeemGiftResult = createUnionType({
  name: 'RedeemGiftResult',
  description: 'What became of redeeming a code.',
  types: () => [RedeemGiftPayload, AlreadyOwned, GiftNotValid] as const,
});
