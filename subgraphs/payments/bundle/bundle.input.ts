import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsInt,
  IsUUID,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../kit/graphql/connection';
import { PageArgs } from '../../../kit/graphql/page.args';
import { MoneyInput } from '../../../kit/money/money.input';
import { Bundle } from './bundle.entity';

export const BundleConnection = connectionOf(Bundle);

const prices =
  'The whole list, one price per currency, EUR among them. It never costs more than its courses one by one.';
const courses = 'Courses of the seller, 1 to 50, in the order in which they are shown.';

@InputType({ description: 'A new bundle.' })
export class CreateBundleInput {
  @Field(() => ID, { nullable: true, description: 'The seller; the marketplace without one.' })
  organisationId?: string | null;

  @Field(() => String, { description: 'Title as shown to people, 1 to 120 characters.' })
  @Length(1, 120)
  @Matches(/\S/)
  title!: string;

  @Field(() => String, { nullable: true, description: 'What it is for; plain text, at most 2,000 characters.' })
  @MaxLength(2_000)
  description?: string | null;

  @Field(() => [ID], { description: courses })
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  courseIds!: string[];

  @Field(() => [MoneyInput], { description: prices })
  @ArrayMinSize(1)
  @ArrayMaxSize(40)
  @ValidateNested({ each: true })
  prices!: MoneyInput[];

  @Field(() => Boolean, { nullable: true, description: 'Whether it is sold; it is unless you say no.' })
  isActive?: boolean | null;
}

@InputType({ description: 'A bundle, and what should be different about it. What is left out stays as it is.' })
export class UpdateBundleInput {
  @Field(() => ID, { description: 'The bundle.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Title as shown to people, 1 to 120 characters.' })
  @Length(1, 120)
  @Matches(/\S/)
  title?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is for; plain text, at most 2,000 characters.' })
  @MaxLength(2_000)
  description?: string | null;

  @Field(() => [ID], { nullable: true, description: courses })
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  courseIds?: string[] | null;

  @Field(() => [MoneyInput], { nullable: true, description: prices })
  @ArrayMinSize(1)
  @ArrayMaxSize(40)
  @ValidateNested({ each: true })
  prices?: MoneyInput[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is sold.' })
  isActive?: boolean | null;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  @IsInt()
  expectedVersion?: number | null;
}

@InputType({ description: 'A bundle that shall go.' })
export class DeleteBundleInput {
  @Field(() => ID, { description: 'The bundle. Who bought it keeps its courses.' })
  id!: string;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  @IsInt()
  expectedVersion?: number | null;
}

@ArgsType()
export class BundlesArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: "Only one seller's; all that the viewer may buy without one." })
  organisationId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only those with this course.' })
  courseId?: string | null;
}

@ObjectType({ description: 'The bundle that was created.' })
export class CreateBundlePayload {
  @Field(() => Bundle, { description: 'The new bundle.' })
  bundle!: Bundle;
}

@ObjectType({ description: 'The bundle that was changed.' })
export class UpdateBundlePayload {
  @Field(() => Bundle, { description: 'The bundle as it is now.' })
  bundle!: Bundle;
}

@ObjectType({ description: 'The bundle that is gone.' })
export class DeleteBundlePayload {
  @Field(() => ID, { description: 'The id it had.' })
  deletedBundleId!: string;
}
