import { Field, ID, Int, ObjectType } from 'type-graphql';
import { defineCollection } from '../../../kit/documents/collection';
import { DateTime, Locale } from '../../../kit/graphql/scalars';
import { CaptionKind } from './caption.kind';

/** Captions of one language for what an asset plays, whatever its version. */
@ObjectType('Captions', { description: 'Captions, or subtitles, of one language beside a video.' })
export class Caption {
  _id!: string;
  assetId!: string;
  /** Where the object store has the WebVTT file. */
  objectKey!: string;

  @Field(() => Locale, { description: 'The language, BCP 47, such as `pt-BR`.' })
  language!: string;

  @Field(() => CaptionKind, { description: 'For whom they are.' })
  kind!: CaptionKind;

  @Field(() => String, { description: 'What viewers choose them by.' })
  name!: string;

  @Field(() => Boolean, { description: 'Whether players show them unasked; those of one video only.' })
  isDefault!: boolean;

  @Field(() => Boolean, { description: 'Whether viewers are offered them.' })
  isShown!: boolean;

  @Field(() => Int, { description: 'How many cues they have.' })
  cueCount!: number;

  @Field(() => Int, { description: 'Grows with each change. Send it as `expectedVersion`.' })
  version!: number;

  @Field(() => DateTime, { description: 'When they last changed.' })
  updatedAt!: Date;

  @Field(() => ID, { description: 'Opaque id.' })
  get id(): string {
    return this._id;
  }
}

export const captions = defineCollection<Caption>({
  name: 'caption',
  type: 'Captions',
  class: Caption,
  indexes: [{ keys: { assetId: 1, language: 1, kind: 1 }, unique: true }],
});
