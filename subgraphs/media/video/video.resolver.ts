import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Url } from '../../../kit/graphql/scalars';
import type { Scope } from '../../../kit/scope/scope';
import { Asset } from '../asset/asset.document';
import { AssetLoaders } from '../asset/asset.loaders';
import { Caption } from '../caption/caption.document';
import { CaptionLoaders } from '../caption/caption.loaders';
import { LessonLoaders } from '../lesson/lesson.loaders';
import { LessonRef } from '../lesson/lesson.ref';
import { PictureLoaders } from '../picture/picture.loaders';
import { Picture } from '../picture/picture.type';
import { stableLifetime } from '../picture/picture.url';
import { chosenPosterUrl } from '../picture/poster.url';
import { ChooseVideoPosterInput, ChooseVideoPosterPayload, SetChaptersInput, SetChaptersPayload } from './video.input';
import { VideoService } from './video.service';
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
  @Mutation(() => SetChaptersPayload, { description: 'Says which parts a video has.' })
  async setChapters(
    @Ctx() scope: Scope,
    @Arg('input', () => SetChaptersInput, { description: 'The chapters.' }) input: SetChaptersInput,
  ): Promise<SetChaptersPayload> {
    return { asset: await scope.get(VideoService).setChapters(input) };
  }

  @Mutation(() => ChooseVideoPosterPayload, { description: 'Says which still stands for a video.' })
  async chooseVideoPoster(
    @Ctx() scope: Scope,
    @Arg('input', () => ChooseVideoPosterInput, { description: 'The still.' }) input: ChooseVideoPosterInput,
  ): Promise<ChooseVideoPosterPayload> {
    return { asset: await scope.get(VideoService).choosePoster(input) };
  }

  @FieldResolver(() => Picture, {
    nullable: true,
    description: 'The picture that was chosen to stand for it; null where it is the still that was made of it.',
  })
  poster(@Ctx() scope: Scope, @Root() { id }: Video): Promise<Picture | null> {
    return scope.get(PictureLoaders).poster.load(id);
  }

  @FieldResolver(() => Url, {
    nullable: true,
    description:
      'A still of it, for hours from now: the one that was chosen, else one that was made of it. Null for sound alone.',
  })
  async posterUrl(@Ctx() scope: Scope, @Root() { id, transcoded: { prefix, poster } }: Video): Promise<string | null> {
    const chosen = await chosenPosterUrl(scope, id);
    if (chosen !== null || poster === null) return chosen;
    return scope.objects.signedUrl(`${prefix}/${poster}`, { expiresIn: stableLifetime(scope.clock.now()) });
  }

  @FieldResolver(() => [Caption], { description: 'The captions that viewers are offered, by language.' })
  async captions(@Ctx() scope: Scope, @Root() { id }: Video): Promise<Caption[]> {
    return (await scope.get(CaptionLoaders).of.load(id)).filter(({ isShown }) => isShown);
  }
}

/** What those who look after a video see of it, shown somewhere or not. */
@Resolver(() => Asset)
export class PlayedAssetResolver {
  @FieldResolver(() => Video, { nullable: true, description: 'What is played of it; null before there is anything.' })
  video(@Root() asset: Asset): Video | null {
    return Video.of(asset);
  }

  @FieldResolver(() => [Caption], { description: 'All captions beside it, by language; at most 50.' })
  captions(@Ctx() scope: Scope, @Root() { id }: Asset): Promise<Caption[]> {
    return scope.get(CaptionLoaders).of.load(id);
  }
}
