import { MaxLength } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CourseRef } from './course.ref';

@InputType({ description: 'The picture that a course shows of itself.' })
export class SetCourseThumbnailInput {
  @Field(() => ID, { description: 'The course.' })
  courseId!: string;

  @Field(() => ID, { nullable: true, description: 'A picture of yours that is ready; null takes the old one away.' })
  assetId?: string | null;
}

@ObjectType({ description: 'The course with its picture.' })
export class SetCourseThumbnailPayload {
  @Field(() => CourseRef, { nullable: true, description: 'The course.' })
  course!: CourseRef;
}

@InputType({ description: 'The video that a course shows of itself to everyone who may see it.' })
export class SetCourseTrailerInput {
  @Field(() => ID, { description: 'The course.' })
  @MaxLength(100)
  courseId!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      "A video that you may edit, is ready, and is the course's organisation's or, on the marketplace, one of its instructors'; null takes the old one away.",
  })
  @MaxLength(100)
  assetId?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Version of the file, or of the one that is taken away: CONFLICT where it has changed since.',
  })
  expectedVersion?: number | null;
}

@ObjectType({ description: 'The course with its trailer.' })
export class SetCourseTrailerPayload {
  @Field(() => CourseRef, { nullable: true, description: 'The course.' })
  course!: CourseRef;
}
