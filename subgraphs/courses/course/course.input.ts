import { ArrayMaxSize, IsInt, IsString, Length, Matches, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { Locale } from '../../../kit/graphql/scalars';
import { MoneyInput } from '../../../kit/money/money.input';
import { CourseLevel } from './course.entity';

const slugShape = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** What may be said of a course; in an edit, what is left out stays as it is. */
@InputType()
abstract class CourseDescriptionInput {
  @Field(() => String, { nullable: true, description: 'One sentence under the title, at most 200 characters.' })
  @MaxLength(200)
  subtitle?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the course is about, in Markdown, at most 50 000 characters.',
  })
  @MaxLength(50_000)
  description?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'What a learner can do afterwards: at most 20 lines of 200 characters.',
  })
  @ArrayMaxSize(20)
  @MaxLength(200, { each: true })
  outcomes?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'What a learner needs before: at most 20 lines of 200 characters.',
  })
  @ArrayMaxSize(20)
  @MaxLength(200, { each: true })
  requirements?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Whom the course is for: at most 20 lines of 200 characters.' })
  @ArrayMaxSize(20)
  @MaxLength(200, { each: true })
  audience?: string[] | null;

  @Field(() => Locale, {
    nullable: true,
    description: 'The language it is taught in; a new course is in `en` without one.',
  })
  @IsString()
  @MaxLength(35)
  language?: string | null;

  @Field(() => CourseLevel, {
    nullable: true,
    description: 'How much it expects its learners to know; `ALL_LEVELS` for a new course without one.',
  })
  level?: CourseLevel | null;

  @Field(() => ID, { nullable: true, description: 'Its category; null takes it out of its category.' })
  categoryId?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Names of its tags, at most 10 of 40 characters, in the order to show. New ones are made.',
  })
  @ArrayMaxSize(10)
  @Length(1, 40, { each: true })
  tags?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Its name in addresses: lower-case letters, digits and single hyphens. A new course gets one from its title.',
  })
  @Matches(slugShape)
  @Length(1, 80)
  slug?: string | null;
}

@InputType({ description: 'A new course. It begins as a draft that only you see.' })
export class CreateCourseInput extends CourseDescriptionInput {
  @Field(() => String, { description: 'Title as shown to people, 1 to 120 characters.' })
  @Matches(/\S/, { message: 'title must say something' })
  @Length(1, 120)
  title!: string;

  @Field(() => ID, { nullable: true, description: 'The organisation it belongs to; the marketplace without one.' })
  organisationId?: string | null;
}

@InputType({ description: 'A course, and what should be different about it. What is left out stays as it is.' })
export class UpdateCourseInput extends CourseDescriptionInput {
  @Field(() => ID, { description: 'The course.' })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Title as shown to people, 1 to 120 characters. The slug does not follow it.',
  })
  @Matches(/\S/, { message: 'title must say something' })
  @Length(1, 120)
  title?: string | null;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  @IsInt()
  expectedVersion?: number | null;
}

@InputType({ description: 'A course and its whole price list.' })
export class SetCoursePricesInput {
  @Field(() => ID, { description: 'The course.' })
  courseId!: string;

  @Field(() => [MoneyInput], {
    description:
      'The whole list, one price per currency, EUR among them; 0 in all of them is free. An empty list takes the price from a draft.',
  })
  @ArrayMaxSize(40)
  @ValidateNested({ each: true })
  prices!: MoneyInput[];

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  @IsInt()
  expectedVersion?: number | null;
}

/** A course, for a step that needs nothing else. */
@InputType()
abstract class CourseStepInput {
  @Field(() => ID, { description: 'The course.' })
  id!: string;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  @IsInt()
  expectedVersion?: number | null;
}

@InputType({ description: 'A draft to bring into the catalogue.' })
export class PublishCourseInput extends CourseStepInput {}

@InputType({ description: 'A published course to take out of the catalogue.' })
export class ArchiveCourseInput extends CourseStepInput {}

@InputType({ description: 'An archived course to bring back into the catalogue.' })
export class UnarchiveCourseInput extends CourseStepInput {}

@InputType({ description: 'A course to copy.' })
export class CloneCourseInput {
  @Field(() => ID, { description: 'The course to copy; you must be able to edit it.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Title of the copy; that of the original without one.' })
  @Matches(/\S/, { message: 'title must say something' })
  @Length(1, 120)
  title?: string | null;
}

/** A person and the course they teach. */
@InputType()
abstract class CourseTeacherInput {
  @Field(() => ID, { description: 'The course.' })
  courseId!: string;

  @Field(() => ID, { description: 'The person.' })
  userId!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The version of the course you read; a stale one is refused with CONFLICT.',
  })
  @IsInt()
  expectedVersion?: number | null;
}

@InputType({ description: 'Someone who shall teach a course too.' })
export class AddCoInstructorInput extends CourseTeacherInput {}

@InputType({ description: 'Someone who shall no longer teach a course.' })
export class RemoveCoInstructorInput extends CourseTeacherInput {}

@InputType({ description: 'The co-instructor who shall own a course.' })
export class TransferCourseInput extends CourseTeacherInput {}
