import { IsInt, Length, Matches, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import { DiscountInput, PromotionInput } from '../promotion/promotion.input';
import { Campaign } from './campaign.entity';

export const CampaignConnection = connectionOf(Campaign);

@InputType({ description: 'A new campaign.' })
export class CreateCampaignInput extends PromotionInput {
  @Field(() => ID, { nullable: true, description: 'The seller whose courses it is for; the marketplace without one.' })
  organisationId?: string | null;

  @Field(() => String, { description: 'Name as shown to people, 1 to 120 characters.' })
  @Length(1, 120)
  @Matches(/\S/)
  name!: string;

  @Field(() => DiscountInput, { description: 'What it takes off: a fixed amount off each covered course.' })
  @ValidateNested()
  discount!: DiscountInput;
}

@InputType({ description: 'A campaign, and what should be different about it. What is left out stays as it is.' })
export class UpdateCampaignInput extends PromotionInput {
  @Field(() => ID, { description: 'The campaign.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Name as shown to people, 1 to 120 characters.' })
  @Length(1, 120)
  @Matches(/\S/)
  name?: string | null;

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

@InputType({ description: 'A campaign that shall go.' })
export class DeleteCampaignInput {
  @Field(() => ID, { description: 'The campaign. What was ordered while it lasted stays.' })
  id!: string;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  @IsInt()
  expectedVersion?: number | null;
}

@ArgsType()
export class CampaignsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'The seller; the marketplace without one.' })
  organisationId?: string | null;
}

@ObjectType({ description: 'The campaign that was created.' })
export class CreateCampaignPayload {
  @Field(() => Campaign, { description: 'The new campaign.' })
  campaign!: Campaign;
}

@ObjectType({ description: 'The campaign that was changed.' })
export class UpdateCampaignPayload {
  @Field(() => Campaign, { description: 'The campaign as it is now.' })
  campaign!: Campaign;
}

@ObjectType({ description: 'The campaign that is gone.' })
export class DeleteCampaignPayload {
  @Field(() => ID, { description: 'The id it had.' })
  deletedCampaignId!: string;
}
