import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { PictureLoaders } from '../picture/picture.loaders';
import { Picture } from '../picture/picture.type';
import { Video } from '../video/video.type';
import {
  SetCourseThumbnailInput,
  SetCourseThumbnailPayload,
  SetCourseTrailerInput,
  SetCourseTrailerPayload,
} from './course.input';
import { CourseRef } from './course.ref';
import { CourseService } from './course.service';
import { TrailerLoaders } from './trailer.loaders';

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

  @Mutation(() => SetCourseTrailerPayload, { description: 'Says which video a course shows of itself.' })
  async setCourseTrailer(
    @Ctx() scope: Scope,
    @Arg('input', () => SetCourseTrailerInput, { description: 'The video.' }) input: SetCourseTrailerInput,
  ): Promise<SetCourseTrailerPayload> {
    await scope.get(CourseService).setTrailer(input);
    return { course: CourseRef.of(input.courseId) };
  }

  @FieldResolver(() => Video, {
    nullable: true,
    description:
      'The video that it shows of itself to everyone who may see it; play it by `startPlayback(input: { courseId })`. Null without one, and for drafts and archived courses to whoever does not edit them.',
  })
  async trailer(@Ctx() scope: Scope, @Root() { id }: CourseRef): Promise<Video | null> {
    const asset = await scope.get(TrailerLoaders).visible.load(id);
    return asset && Video.of(asset);
  }

  @FieldResolver(() => Picture, {
    nullable: true,
    description: 'The picture that it shows of itself; null without one.',
  })
  thumbnail(@Ctx() scope: Scope, @Root() { id }: CourseRef): Promise<Picture | null> {
    return scope.get(PictureLoaders).thumbnail.load(id);
  }
}
