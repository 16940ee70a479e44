import { Field, ID, ObjectType } from 'type-graphql';
import { Course } from '../course/course.entity';

@ObjectType({ description: 'The review that is gone.' })
export class DeleteReviewPayload {
  @Field(() => ID, { description: 'The id it had.' })
  deletedReviewId!: string;

  @Field(() => Course, { nullable: true, description: 'The course with its new average.' })
  course!: Course | null;
}
