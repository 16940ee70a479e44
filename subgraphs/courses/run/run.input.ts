import { IsInt, Max, MaxLength, Min } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../../kit/graphql/scalars';
import { Run, RunKind } from './run.entity';

export const largestRun = 100_000;

@InputType({ description: 'A new run of a course.' })
export class ScheduleRunInput {
  @Field(() => ID, { description: 'The course.' })
  courseId!: string;

  @Field(() => RunKind, { description: 'Self-paced, of which a course has one, or dated.' })
  kind!: RunKind;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it begins; a dated run needs it, a self-paced one has none.',
  })
  startsAt?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ends, after it began; without one it stays open.' })
  endsAt?: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'IANA time zone in which the dates are meant, such as `Europe/Lisbon`; a dated run needs it.',
  })
  @MaxLength(64)
  zone?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: `How many seats it has, 1 to ${largestRun}; without limit when left out.`,
  })
  @IsInt()
  @Min(1)
  @Max(largestRun)
  capacity?: number | null;
}

@InputType({
  description: 'A run, and what should be different about it. What is left out stays as it is; null takes it away.',
})
export class UpdateRunInput {
  @Field(() => ID, { description: 'The run.' })
  id!: string;

  @Field(() => DateTime, { nullable: true, description: 'When it begins.' })
  startsAt?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ends.' })
  endsAt?: Date | null;

  @Field(() => String, { nullable: true, description: 'IANA time zone in which the dates are meant.' })
  @MaxLength(64)
  zone?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: `How many seats it has, 1 to ${largestRun}; null is without limit. Nobody loses a seat when it shrinks.`,
  })
  @IsInt()
  @Min(1)
  @Max(largestRun)
  capacity?: number | null;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  @IsInt()
  expectedVersion?: number | null;
}

@InputType({ description: 'A run that shall not take place.' })
export class CancelRunInput {
  @Field(() => ID, { description: 'The run.' })
  id!: string;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  @IsInt()
  expectedVersion?: number | null;
}

/** What every change of a run answers. */
@ObjectType()
abstract class RunPayload {
  @Field(() => Run, { description: 'The run as it is now.' })
  run!: Run;
}

@ObjectType({ description: 'The run that was scheduled.' })
export class ScheduleRunPayload extends RunPayload {}

@ObjectType({ description: 'The run that was changed.' })
export class UpdateRunPayload extends RunPayload {}

@ObjectType({ description: 'The run that was cancelled.' })
export class CancelRunPayload extends RunPayload {}
