import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CourseRef } from '../course/course.ref';
import { Curriculum } from './curriculum.entity';

@InputType({ description: 'The course whose draft learners should read from now on.' })
export class PublishCurriculumInput {
  @Field(() => ID, { description: 'The course.' })
  courseId!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The version of the draft you read; a stale one is refused with CONFLICT.',
  })
  expectedVersion?: number | null;
}

@ObjectType({ description: 'The curriculum that was published.' })
export class PublishCurriculumPayload {
  @Field(() => Curriculum, { description: 'What learners read now.' })
  curriculum!: Curriculum;

  @Field(() => CourseRef, { nullable: true, description: 'Its course.' })
  course!: CourseRef;
}
