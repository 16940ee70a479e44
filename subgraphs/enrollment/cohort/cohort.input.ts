import { ArrayMaxSize, ArrayMinSize, IsUUID, Length } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Enrollment } from '../enrollment/enrollment.entity';
import { Cohort } from './cohort.entity';

@InputType({ description: 'A new group.' })
export class CreateCohortInput {
  @Field(() => ID, { description: 'The course.' })
  courseId!: string;

  @Field(() => ID, { nullable: true, description: 'The run; none for a course without runs.' })
  runId?: string | null;

  @Field(() => String, { description: 'Its name, 1 to 80 characters, unique in the run.' })
  @Length(1, 80)
  name!: string;
}

@InputType({ description: 'A group and its new name.' })
export class RenameCohortInput {
  @Field(() => ID, { description: 'The cohort.' })
  id!: string;

  @Field(() => String, { description: 'Its new name, 1 to 80 characters.' })
  @Length(1, 80)
  name!: string;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  expectedVersion?: number | null;
}

@InputType({ description: 'A group to dissolve.' })
export class DeleteCohortInput {
  @Field(() => ID, { description: 'The cohort. Its members stay enrolled.' })
  id!: string;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  expectedVersion?: number | null;
}

@InputType({ description: 'Learners to put into a group.' })
export class AssignToCohortInput {
  @Field(() => ID, { description: 'The cohort.' })
  cohortId!: string;

  @Field(() => [ID], {
    description: "Active enrolments of the cohort's run, 1 to 100. They leave the cohort they were in.",
  })
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsUUID(undefined, { each: true })
  enrollmentIds!: string[];
}

@InputType({ description: 'Learners to take out of a group.' })
export class RemoveFromCohortInput {
  @Field(() => ID, { description: 'The cohort.' })
  cohortId!: string;

  @Field(() => [ID], { description: 'Enrolments that are in it, 1 to 100; others are left alone.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsUUID(undefined, { each: true })
  enrollmentIds!: string[];
}

@ObjectType({ description: 'The group that was made.' })
export class CreateCohortPayload {
  @Field(() => Cohort, { description: 'The cohort.' })
  cohort!: Cohort;
}

@ObjectType({ description: 'The group that was renamed.' })
export class RenameCohortPayload {
  @Field(() => Cohort, { description: 'The cohort.' })
  cohort!: Cohort;
}

@ObjectType({ description: 'The group that was dissolved.' })
export class DeleteCohortPayload {
  @Field(() => ID, { description: 'The id it had.' })
  deletedId!: string;
}

@ObjectType({ description: 'The group, with its new members.' })
export class AssignToCohortPayload {
  @Field(() => Cohort, { description: 'The cohort.' })
  cohort!: Cohort;

  @Field(() => [Enrollment], { description: 'The enrolments that were put into it.' })
  enrollments!: Enrollment[];
}

@ObjectType({ description: 'The group, without those who were taken out.' })
export class RemoveFromCohortPayload {
  @Field(() => Cohort, { description: 'The cohort.' })
  cohort!: Cohort;

  @Field(() => [Enrollment], { description: 'The enrolments that were taken out.' })
  enrollments!: Enrollment[];
}
