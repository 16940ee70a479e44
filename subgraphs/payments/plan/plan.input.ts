import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsInt,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import { MoneyInput } from '../../../kit/money/money.input';
import { Rhythm } from './plan-price.entity';
import { Plan, PlanCoverage } from './plan.entity';

export const PlanConnection = connectionOf(Plan);

const prices =
  'The whole list: for each rhythm that is sold one price per currency, EUR among them. An amount that differs is a new price; who has the old one keeps it.';
const courses = 'Of a plan for some courses: courses of the seller, 1 to 200, in the order in which they are shown.';

@InputType({ description: 'What a plan costs.' })
export class PlanPriceInput {
  @Field(() => Rhythm, { description: 'How often it is paid.' })
  rhythm!: Rhythm;

  @Field(() => MoneyInput, { description: 'For one month or year and, where the plan has seats, one seat.' })
  @ValidateNested()
  amount!: MoneyInput;
}

@InputType({ description: 'A new plan.' })
export class CreatePlanInput {
  @Field(() => ID, { nullable: true, description: 'The seller; the marketplace without one.' })
  organisationId?: string | null;

  @Field(() => String, { description: 'Title as shown to people, 1 to 120 characters.' })
  @Length(1, 120)
  @Matches(/\S/)
  title!: string;

  @Field(() => String, { nullable: true, description: 'What it is for; plain text, at most 2,000 characters.' })
  @MaxLength(2_000)
  description?: string | null;

  @Field(() => PlanCoverage, { description: 'What it opens.' })
  coverage!: PlanCoverage;

  @Field(() => [ID], { defaultValue: [], description: courses })
  @ArrayMaxSize(200)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  courseIds!: string[];

  @Field(() => Int, { defaultValue: 0, description: 'Days that cost nothing, once per person; 0 to 365.' })
  @Min(0)
  @Max(365)
  trialDays!: number;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether it is bought by seats, for several people.' })
  hasSeats!: boolean;

  @Field(() => [PlanPriceInput], { description: prices })
  @ArrayMinSize(1)
  @ArrayMaxSize(80)
  @ValidateNested({ each: true })
  prices!: PlanPriceInput[];
}

@InputType({ description: 'A plan, and what should be different about it. What is left out stays as it is.' })
export class UpdatePlanInput {
  @Field(() => ID, { description: 'The plan.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Title as shown to people, 1 to 120 characters.' })
  @Length(1, 120)
  @Matches(/\S/)
  title?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is for; plain text, at most 2,000 characters.' })
  @MaxLength(2_000)
  description?: string | null;

  @Field(() => [ID], { nullable: true, description: `${courses} Of a draft only.` })
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  courseIds?: string[] | null;

  @Field(() => Int, { nullable: true, description: 'Days that cost nothing for who subscribes from now on.' })
  @Min(0)
  @Max(365)
  trialDays?: number | null;

  @Field(() => [PlanPriceInput], { nullable: true, description: prices })
  @ArrayMinSize(1)
  @ArrayMaxSize(80)
  @ValidateNested({ each: true })
  prices?: PlanPriceInput[] | null;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  @IsInt()
  expectedVersion?: number | null;
}

@InputType({ description: 'A plan that goes on.' })
export class PlanStepInput {
  @Field(() => ID, { description: 'The plan.' })
  id!: string;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  @IsInt()
  expectedVersion?: number | null;
}

@ArgsType()
export class PlansArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: "Only one seller's; all that the viewer may see without one." })
  @IsUUID()
  organisationId?: string | null;
}

@ObjectType({ description: 'The plan that was created, as a draft.' })
export class CreatePlanPayload {
  @Field(() => Plan, { description: 'The new plan.' })
  plan!: Plan;
}

@ObjectType({ description: 'The plan that was changed.' })
export class UpdatePlanPayload {
  @Field(() => Plan, { description: 'The plan as it is now.' })
  plan!: Plan;
}

@ObjectType({ description: 'The plan that people can subscribe to.' })
export class PublishPlanPayload {
  @Field(() => Plan, { description: 'The plan.' })
  plan!: Plan;
}

@ObjectType({ description: 'The plan that nobody can subscribe to any more.' })
export class RetirePlanPayload {
  @Field(() => Plan, { description: 'The plan.' })
  plan!: Plan;
}
