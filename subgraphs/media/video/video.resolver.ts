import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Url } from '../../../kit/graphql/scalars';
import type { Scope } from '../../../kit/scope/scope';
import { AssetLoaders } from '../asset/asset.loaders';
import { LessonLoaders } from '../lesson/lesson.loaders';
import { LessonRef } from '../lesson/lesson.ref';
import { stableLifetime } from '../picture/picture.url';
import { Video } from './video.type';

/** What media adds to a lesson. */
@Resolver(() => LessonRef)
export class LessonResolver {
  @FieldResolver(() => Video, {
    nullable: true,
    description:
      'What it plays. Null where it plays nothing or nothing yet, and for whoever is neither enrolled with the lesson released, nor looking at a preview, nor an editor.',
  })
  async video(@Ctx() scope: Scope, @Root() { id }: LessonRef): Promise<Video | null> {
    const lesson = await scope.get(LessonLoaders).playable.load(id);
    const asset = lesson?.contentId ? await scope.get(AssetLoaders).shownIn(lesson) : null;
    return asset && Video.of(asset);
  }
}

@Resolver(() => Video)
export class VideoResolver {
  @FieldResolver(() => Url, { nullable: true, description: 'A still of it, for hours from now; null for sound alone.' })
  posterUrl(@Ctx() scope: Scope, @Root() { transcoded: { prefix, poster } }: Video): Promise<string> | null {
    if (poster === null) return null;
    return scope.objects.signedUrl(`${prefix}/${poster}`, { expiresIn: stableLifetime(scope.clock.now()) });
  }
}
