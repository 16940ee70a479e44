import { ArrayMaxSize, IsTimeZone, Matches, Max, Min, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Lesson } from '../lesson/lesson.entity';

/** A place, not an offset: only a place knows when its clocks change. */
const placeName = /^[A-Za-z]/;
const wallClock = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/;

@InputType({ description: 'A moment on the clock of a time zone.' })
export class ReleaseAtInput {
  @Field(() => String, { description: 'Wall-clock time without an offset, such as `2026-03-02T09:00`.' })
  @Matches(wallClock)
  local!: string;

  @Field(() => String, { description: 'IANA time zone, such as `Europe/Lisbon`.' })
  @Matches(placeName)
  @IsTimeZone()
  zone!: string;
}

@InputType({ description: 'A number of calendar days after the learner enrolled.' })
export class ReleaseAfterDaysInput {
  @Field(() => Int, { description: 'Calendar days, 0 to 3650.' })
  @Min(0)
  @Max(3650)
  days!: number;

  @Field(() => String, { description: 'IANA time zone in which days are counted, such as `Europe/Lisbon`.' })
  @Matches(placeName)
  @IsTimeZone()
  zone!: string;
}

@InputType({ description: 'One rule: exactly one of the three.' })
export class ReleaseRuleInput {
  @Field(() => ReleaseAtInput, { nullable: true, description: 'Opens at a moment.' })
  @ValidateNested()
  at?: ReleaseAtInput | null;

  @Field(() => ReleaseAfterDaysInput, { nullable: true, description: 'Opens some days after enrolment.' })
  @ValidateNested()
  afterDays?: ReleaseAfterDaysInput | null;

  @Field(() => ID, { nullable: true, description: 'Opens after this other lesson of the same course.' })
  afterLessonId?: string | null;
}

@InputType({ description: 'All release rules of a lesson; they take the place of those before.' })
export class SetReleaseRulesInput {
  @Field(() => ID, { description: 'The lesson.' })
  lessonId!: string;

  @Field(() => [ReleaseRuleInput], {
    description: 'At most 10; the lesson opens when all are met. Empty: open from enrolment on.',
  })
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  rules!: ReleaseRuleInput[];

  @Field(() => Int, {
    nullable: true,
    description: 'The version of the lesson you read; a stale one is refused with CONFLICT.',
  })
  expectedVersion?: number | null;
}

@ObjectType({ description: 'The lesson with its new release rules.' })
export class SetReleaseRulesPayload {
  @Field(() => Lesson, { description: 'The lesson as it is now.' })
  lesson!: Lesson;
}
