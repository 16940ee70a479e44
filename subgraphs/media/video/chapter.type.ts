import { Field, ObjectType } from 'type-graphql';
import { Duration } from '../../../kit/graphql/scalars';
import type { StoredChapter } from '../asset/asset.document';

@ObjectType({ description: 'A part of a video.' })
export class Chapter {
  @Field(() => String, { description: 'What it is about.' })
  title!: string;

  @Field(() => Duration, { description: 'Where it begins, in seconds.' })
  start!: number;

  @Field(() => Duration, { description: 'Where it ends: at the next one, or with the video.' })
  end!: number;

  /** Those that lie within what is played: a later version may be shorter. */
  static allOf(stored: readonly StoredChapter[], duration: number): Chapter[] {
    const inside = stored.filter(({ start }) => start < duration);
    return inside.map((chapter, index) =>
      Object.assign(new Chapter(), { ...chapter, end: inside[index + 1]?.start ?? duration }),
    );
  }
}
