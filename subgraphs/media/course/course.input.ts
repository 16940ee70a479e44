import { Field, ID, InputType, ObjectType } from 'type-graphql';
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
