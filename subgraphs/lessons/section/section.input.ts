import { Length, Matches, Max, Min } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CourseRef } from '../course/course.ref';
import { Section } from './section.entity';

const notBlank = /\S/;

@InputType({ description: 'A new section, at the end of the course.' })
export class CreateSectionInput {
  @Field(() => ID, { description: 'The course to add it to.' })
  courseId!: string;

  @Field(() => String, { description: 'Title, 1 to 200 characters.' })
  @Matches(notBlank)
  @Length(1, 200)
  title!: string;
}

@InputType({ description: 'What to change about a section.' })
export class UpdateSectionInput {
  @Field(() => ID, { description: 'The section.' })
  id!: string;

  @Field(() => String, { description: 'Its new title, 1 to 200 characters.' })
  @Matches(notBlank)
  @Length(1, 200)
  title!: string;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  expectedVersion?: number | null;
}

@InputType({ description: 'A section, and where it should go in its course: to the end, when no place is given.' })
export class MoveSectionInput {
  @Field(() => ID, { description: 'The section to move, with its lessons.' })
  id!: string;

  @Field(() => Int, { nullable: true, description: 'Its new place, from 1; past the end is the end.' })
  @Min(1)
  @Max(1_000_000)
  position?: number | null;

  @Field(() => ID, { nullable: true, description: 'The section that it should follow, instead of a position.' })
  afterSectionId?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The `orderVersion` of the draft that you read; a stale one is refused with CONFLICT.',
  })
  expectedVersion?: number | null;
}

@InputType({ description: 'A section to delete.' })
export class DeleteSectionInput {
  @Field(() => ID, { description: 'The section.' })
  id!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Delete its lessons too; without it, a section with lessons is refused.',
  })
  withLessons!: boolean;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  expectedVersion?: number | null;
}

@ObjectType({ description: 'The section that was created.' })
export class CreateSectionPayload {
  @Field(() => Section, { description: 'The new section.' })
  section!: Section;

  @Field(() => CourseRef, { nullable: true, description: 'Its course, with the draft as it is now.' })
  course!: CourseRef;
}

@ObjectType({ description: 'The section that was changed.' })
export class UpdateSectionPayload {
  @Field(() => Section, { description: 'The section as it is now.' })
  section!: Section;
}

@ObjectType({ description: 'The section that was moved.' })
export class MoveSectionPayload {
  @Field(() => Section, { description: 'The section in its new place.' })
  section!: Section;

  @Field(() => CourseRef, { nullable: true, description: 'Its course, with the draft in its new order.' })
  course!: CourseRef;
}

@ObjectType({ description: 'The section that was deleted.' })
export class DeleteSectionPayload {
  @Field(() => ID, { description: 'The id that the section had.' })
  deletedSectionId!: string;

  @Field(() => CourseRef, { nullable: true, description: 'Its course, with the draft as it is now.' })
  course!: CourseRef;
}
