import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Duration } from '../../../kit/graphql/scalars';
import type { Asset } from '../asset/asset.document';
import { AssetKind } from '../asset/asset.kind';
import { AssetState } from '../asset/asset.states';
import type { Transcoded } from '../asset/asset.version';
import { Chapter } from './chapter.type';

@ObjectType({ description: 'What a lesson, or the trailer of a course, plays: a video, or sound alone.' })
export class Video {
  @Field(() => ID, { description: 'Id of the file that it was made of.' })
  id!: string;

  @Field(() => Duration, { description: 'How long it plays, in seconds.' })
  duration!: number;

  @Field(() => Int, { nullable: true, description: 'Pixels across of the original; null for sound alone.' })
  width!: number | null;

  @Field(() => Int, { nullable: true, description: 'Pixels down of the original; null for sound alone.' })
  height!: number | null;

  @Field(() => Float, { nullable: true, description: 'Frames per second; null for sound alone.' })
  frameRate!: number | null;

  @Field(() => Boolean, { description: 'Whether there is anything to hear.' })
  hasAudio!: boolean;

  @Field(() => [Chapter], { description: 'Its parts, in their order; none where nobody named any.' })
  chapters!: Chapter[];

  /** Keys in the object store are below its prefix. */
  transcoded!: Transcoded;

  /** Null where there is nothing to play yet. */
  static of({ id, kind, state, chapters: stored, current: { transcoded } }: Asset): Video | null {
    const isPlayed = kind === AssetKind.VIDEO || kind === AssetKind.AUDIO;
    if (!isPlayed || state !== AssetState.READY || !transcoded) return null;
    const { duration, width, height, frameRate, hasAudio } = transcoded;
    const chapters = Chapter.allOf(stored ?? [], duration);
    return Object.assign(new Video(), { id, duration, width, height, frameRate, hasAudio, chapters, transcoded });
  }
}
