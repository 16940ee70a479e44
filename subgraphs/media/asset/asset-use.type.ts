import { Field, ID, ObjectType } from 'type-graphql';
import { CourseRef } from '../course/course.ref';
import { LessonRef } from '../lesson/lesson.ref';
import { UserRef } from '../user/user.ref';
import type { PlaceOfUse } from './asset.uses';

@ObjectType({ description: 'A place that shows a file: one of the four.' })
export class AssetUsage {
  @Field(() => UserRef, { nullable: true, description: 'Whose avatar it is.' })
  user!: UserRef | null;

  @Field(() => CourseRef, { nullable: true, description: 'Whose thumbnail, or trailer, it is.' })
  course!: CourseRef | null;

  @Field(() => ID, { nullable: true, description: 'Id of the file whose poster it is.' })
  posterOfAssetId!: string | null;

  @Field(() => LessonRef, { nullable: true, description: 'The lesson that shows it, as it is published.' })
  lesson!: LessonRef | null;

  static of({ place, id }: PlaceOfUse): AssetUsage {
    return Object.assign(new AssetUsage(), {
      user: place === 'AVATAR' ? UserRef.of(id) : null,
      course: place === 'THUMBNAIL' || place === 'TRAILER' ? CourseRef.of(id) : null,
      posterOfAssetId: place === 'POSTER' ? id : null,
      lesson: place === 'LESSON' ? LessonRef.of(id) : null,
    });
  }
}
