import { IsUUID, Length, Matches, Max, MaxLength, Min } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Duration } from '../../../kit/graphql/scalars';
import { Section } from '../section/section.entity';
import { Lesson } from './lesson.entity';
import { LessonKind } from './lesson.kind';

const notBlank = /\S/;
const longestBody = 100_000;
const longestDuration = 100 * 3600;

@InputType({ description: 'A new lesson, at the end of a section.' })
export class CreateLessonInput {
  @Field(() => ID, { description: 'The section to add it to.' })
  sectionId!: string;

  @Field(() => String, { description: 'Title, 1 to 200 characters.' })
  @Matches(notBlank)
  @Length(1, 200)
  title!: string;

  @Field(() => LessonKind, { description: 'What it consists of. A lesson stays of its kind.' })
  kind!: LessonKind;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether it counts towards completing the course.' })
  isRequired!: boolean;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether anyone may read it without being enrolled.' })
  isPreview!: boolean;

  @Field(() => Duration, { defaultValue: 0, description: 'How long it takes, in seconds, at most 100 hours.' })
  @Max(longestDuration)
  duration!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Markdown, at most 100,000 characters: the text of an article, notes beside the other kinds.',
  })
  @MaxLength(longestBody)
  body?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the video, file, live session, quiz or exercise that it shows; not for articles.',
  })
  @IsUUID()
  contentId?: string | null;
}

@InputType({ description: 'What to change about a lesson; what is absent stays as it is.' })
export class UpdateLessonInput {
  @Field(() => ID, { description: 'The lesson.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Title, 1 to 200 characters.' })
  @Matches(notBlank)
  @Length(1, 200)
  title?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it counts towards completing the course.' })
  isRequired?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether anyone may read it without being enrolled.' })
  isPreview?: boolean | null;

  @Field(() => Duration, { nullable: true, description: 'How long it takes, in seconds, at most 100 hours.' })
  @Max(longestDuration)
  duration?: number | null;

  @Field(() => String, { nullable: true, description: 'Markdown, at most 100,000 characters; null takes it out.' })
  @MaxLength(longestBody)
  body?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the content that it shows; null takes it out. Not for articles.',
  })
  @IsUUID()
  contentId?: string | null;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  expectedVersion?: number | null;
}

@InputType({
  description: 'A lesson, and where it should go in its course: to the end of the section, when no place is given.',
})
export class MoveLessonInput {
  @Field(() => ID, { description: 'The lesson to move.' })
  id!: string;

  @Field(() => ID, { description: 'The section to put it into: its own, or another of the same course.' })
  sectionId!: string;

  @Field(() => Int, { nullable: true, description: 'Its new place, from 1; past the end is the end.' })
  @Min(1)
  @Max(1_000_000)
  position?: number | null;

  @Field(() => ID, { nullable: true, description: 'The lesson that it should follow, instead of a position.' })
  afterLessonId?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The `orderVersion` of the draft that you read; a stale one is refused with CONFLICT.',
  })
  expectedVersion?: number | null;
}

@InputType({ description: 'A lesson to delete.' })
export class DeleteLessonInput {
  @Field(() => ID, { description: 'The lesson.' })
  id!: string;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  expectedVersion?: number | null;
}

@ObjectType({ description: 'The lesson that was created.' })
export class CreateLessonPayload {
  @Field(() => Lesson, { description: 'The new lesson.' })
  lesson!: Lesson;
}

@ObjectType({ description: 'The lesson that was changed.' })
export class UpdateLessonPayload {
  @Field(() => Lesson, { description: 'The lesson as it is now.' })
  lesson!: Lesson;
}

@ObjectType({ description: 'The lesson that was moved.' })
export class MoveLessonPayload {
  @Field(() => Lesson, { description: 'The lesson in its new place.' })
  lesson!: Lesson;

  @Field(() => [Section], { description: 'The sections whose order changed: where it was, and where it is.' })
  sections!: Section[];
}

@ObjectType({ description: 'The lesson that was deleted.' })
export class DeleteLessonPayload {
  @Field(() => ID, { description: 'The id that the lesson had.' })
  deletedLessonId!: string;

  @Field(() => Section, { nullable: true, description: 'The section where it was.' })
  section!: Section | null;
}

@ObjectType({ description: 'What the viewer may do with a lesson.' })
export class LessonViewerCan {
  @Field(() => Boolean, { description: 'Change it, and read its draft.' })
  edit!: boolean;
}
