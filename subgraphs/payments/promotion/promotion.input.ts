import { ArrayMaxSize, IsInt, IsUUID, Max, Min, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { DateTime } from '../../../kit/graphql/scalars';
import { MoneyInput } from '../../../kit/money/money.input';

@InputType({ description: 'What is taken off: one of the two.' })
export class DiscountInput {
  @Field(() => Int, { nullable: true, description: 'Hundredths of a percent, 1 to 10000: 1500 is 15 %.' })
  @IsInt()
  @Min(1)
  @Max(10_000)
  basisPoints?: number | null;

  @Field(() => MoneyInput, { nullable: true, description: 'A fixed amount; it counts in its own currency only.' })
  @ValidateNested()
  amount?: MoneyInput | null;
}

const named = 'At most 200. Courses that are in any of the lists are covered; all of the seller where all are empty.';

/** What may be said of what makes courses cheaper; in an edit, what is left out stays as it is. */
@InputType()
export abstract class PromotionInput {
  @Field(() => [ID], { nullable: true, description: `Courses. ${named}` })
  @ArrayMaxSize(200)
  @IsUUID(undefined, { each: true })
  courseIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: `Categories, each with all below it. ${named}` })
  @ArrayMaxSize(200)
  @IsUUID(undefined, { each: true })
  categoryIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: `Instructors. ${named}` })
  @ArrayMaxSize(200)
  @IsUUID(undefined, { each: true })
  instructorIds?: string[] | null;

  @Field(() => DateTime, { nullable: true, description: 'From when it counts; from now on where it is left out.' })
  startsAt?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Until when it counts; without end where null.' })
  endsAt?: Date | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is in use; it is unless you say no.' })
  isActive?: boolean | null;
}
