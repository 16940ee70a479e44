import { IsInt, Max, Min, MaxLength } from 'class-validator';
import { ArgsType, Field, Int } from 'type-graphql';

export const defaultPageSize = 20;
export const largestPage = 100;

/** The paging arguments of every list (Relay Cursor Connections). */
@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: `How many from the start, at most ${largestPage}; ${defaultPageSize} when neither first nor last is given.`,
  })
  @IsInt()
  @Min(1)
  @Max(largestPage)
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what follows this cursor.' })
  @MaxLength(500)
  after?: string | null;

  @Field(() => Int, { nullable: true, description: `How many from the end, at most ${largestPage}.` })
  @IsInt()
  @Min(1)
  @Max(largestPage)
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what precedes this cursor.' })
  @MaxLength(500)
  before?: string | null;
}
