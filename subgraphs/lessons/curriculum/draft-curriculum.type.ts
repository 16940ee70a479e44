import { Field, Int, ObjectType } from 'type-graphql';
import type { Course } from '../course/course.entity';

@ObjectType({ description: 'What editors work on; learners see it once it is published.' })
export class DraftCurriculum {
  @Field(() => Int, {
    description:
      'Grows with every change of the draft. Send it as `expectedVersion` of `publishCurriculum`: what you publish is what you read.',
  })
  version!: number;

  @Field(() => Int, {
    description: 'Grows when sections or lessons come, go or move. Send it as `expectedVersion` of a move.',
  })
  orderVersion!: number;

  @Field(() => Boolean, { description: 'Whether publishing would change what learners read.' })
  hasUnpublishedChanges!: boolean;

  courseId!: string;

  static of({ id, version, orderVersion, hasUnpublishedChanges }: Course): DraftCurriculum {
    return Object.assign(new DraftCurriculum(), { courseId: id, version, orderVersion, hasUnpublishedChanges });
  }
}
