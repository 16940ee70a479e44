import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { PictureLoaders } from '../picture/picture.loaders';
import { Picture } from '../picture/picture.type';
import { SetCourseThumbnailInput, SetCourseThumbnailPayload } from './course.input';
import { CourseRef } from './course.ref';
import { CourseService } from './course.service';

/** What media adds to a course. */
@Resolver(() => CourseRef)
export class CourseResolver {
  @Mutation(() => SetCourseThumbnailPayload, { description: 'Says which picture a course shows of itself.' })
  async setCourseThumbnail(
    @Ctx() scope: Scope,
    @Arg('input', () => SetCourseThumbnailInput, { description: 'The picture.' }) input: SetCourseThumbnailInput,
  ): Promise<SetCourseThumbnailPayload> {
    await scope.get(CourseService).setThumbnail(input);
    return { course: CourseRef.of(input.courseId) };
  }

  @FieldResolver(() => Picture, {
    nullable: true,
    description: 'The picture that it shows of itself; null without one.',
  })
  thumbnail(@Ctx() scope: Scope, @Root() { id }: CourseRef): Promise<Picture | null> {
    return scope.get(PictureLoaders).thumbnail.load(id);
  }
}
