import { Field, ID, ObjectType, createUnionType } from 'type-graphql';
import { Refusal } from '../../../kit/graphql/refusal';
import { Course } from './course.entity';
import type { Missing } from './course.readiness';

/** What every change of a course answers. */
@ObjectType()
abstract class CoursePayload {
  @Field(() => Course, { description: 'The course as it is now.' })
  course!: Course;
}

@ObjectType({ description: 'The draft that was created.' })
export class CreateCoursePayload extends CoursePayload {}

@ObjectType({ description: 'The course that was changed.' })
export class UpdateCoursePayload extends CoursePayload {}

@ObjectType({ description: 'The course with its new prices.' })
export class SetCoursePricesPayload extends CoursePayload {}

@ObjectType({ description: 'The course that came into the catalogue.' })
export class PublishCoursePayload extends CoursePayload {}

@ObjectType({ description: 'The course that left the catalogue.' })
export class ArchiveCoursePayload extends CoursePayload {}

@ObjectType({ description: 'The course that came back into the catalogue.' })
export class UnarchiveCoursePayload extends CoursePayload {}

@ObjectType({ description: 'The copy that was made.' })
export class CloneCoursePayload extends CoursePayload {}

@ObjectType({ description: 'The course with its new instructor.' })
export class AddCoInstructorPayload extends CoursePayload {}

@ObjectType({ description: 'The course without the instructor.' })
export class RemoveCoInstructorPayload extends CoursePayload {}

@ObjectType({ description: 'The course with its new owner.' })
export class TransferCoursePayload extends CoursePayload {}

@ObjectType({ description: 'Something that a course lacks before it can be in the catalogue.' })
export class MissingItem implements Missing {
  @Field(() => String, { description: 'The field of `Course` to fill, such as `description` or `curriculum`.' })
  field!: string;

  @Field(() => String, { description: 'Text for people, in English.' })
  message!: string;

  @Field(() => ID, { nullable: true, description: 'The lesson that lacks something, where it is one.' })
  lessonId!: string | null;
}

@ObjectType({ implements: Refusal, description: 'The course cannot be in the catalogue yet. Code: COURSE_NOT_READY.' })
export class CourseNotReady extends Refusal {
  @Field(() => [MissingItem], { description: 'Everything that is missing.' })
  missing!: readonly Missing[];

  static because(missing: readonly Missing[]): CourseNotReady {
    return Object.assign(new CourseNotReady(), {
      code: 'COURSE_NOT_READY',
      message: 'The course is not ready for the catalogue.',
      missing,
    });
  }
}

export const PublishCourseResult = createUnionType({
  name: 'PublishCourseResult',
  description: 'What came of publishing a course.',
  types: () => [PublishCoursePayload, CourseNotReady] as const,
});

export const UnarchiveCourseResult = createUnionType({
  name: 'UnarchiveCourseResult',
  description: 'What came of bringing an archived course back.',
  types: () => [UnarchiveCoursePayload, CourseNotReady] as const,
});
