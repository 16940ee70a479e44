import { MaxLength, MinLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Locale } from '../../../kit/graphql/scalars';
import { Asset } from '../asset/asset.document';
import { Caption } from './caption.document';
import { CaptionKind } from './caption.kind';

/** Characters of a file that is sent in a mutation. */
const longestText = 200_000;

@InputType({ description: 'A file of captions, WebVTT or SRT: either its text or an upload.' })
export class CaptionFileInput {
  @Field(() => String, { nullable: true, description: 'The file, at most 200,000 characters.' })
  @MaxLength(longestText)
  text?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Id of an asset of kind FILE, of yours and ready, which may be larger (5 MB). It is copied and may be deleted afterwards.',
  })
  @MaxLength(100)
  fileId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether parts that cannot be shown are left out; without it they are refused with CAPTIONS_UNUSABLE, which names their lines.',
  })
  leaveOutProblems?: boolean | null;
}

@InputType({ description: 'Captions of one language for a video, or for sound.' })
export class AddCaptionsInput {
  @Field(() => ID, { description: 'The file that they belong to.' })
  @MaxLength(100)
  assetId!: string;

  @Field(() => Locale, { description: 'Their language, such as `pt-BR`.' })
  @MaxLength(35)
  language!: string;

  @Field(() => CaptionKind, { description: 'For whom they are: once for each language.' })
  kind!: CaptionKind;

  @Field(() => String, {
    nullable: true,
    description: 'What viewers choose them by; the language’s own name unless told.',
  })
  @MinLength(1)
  @MaxLength(100)
  name?: string | null;

  @Field(() => CaptionFileInput, { description: 'What they say, and when.' })
  @ValidateNested()
  file!: CaptionFileInput;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether players show them unasked, and no others; not unless told.',
  })
  isDefault?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether viewers are offered them; they are unless told.' })
  isShown?: boolean | null;
}

@InputType({ description: 'What changes; what is left out stays.' })
export class UpdateCaptionsInput {
  @Field(() => ID, { description: 'The captions.' })
  @MaxLength(100)
  id!: string;

  @Field(() => String, { nullable: true, description: 'What viewers choose them by.' })
  @MinLength(1)
  @MaxLength(100)
  name?: string | null;

  @Field(() => CaptionFileInput, { nullable: true, description: 'What they say, and when.' })
  @ValidateNested()
  file?: CaptionFileInput | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether players show them unasked, and no others.' })
  isDefault?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether viewers are offered them.' })
  isShown?: boolean | null;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  expectedVersion?: number | null;
}

@InputType({ description: 'The captions to take away.' })
export class RemoveCaptionsInput {
  @Field(() => ID, { description: 'Their id.' })
  @MaxLength(100)
  id!: string;

  @Field(() => Int, { nullable: true, description: 'The version you read; a stale one is refused with CONFLICT.' })
  expectedVersion?: number | null;
}

@ObjectType({ description: 'The captions that were added.' })
export class AddCaptionsPayload {
  @Field(() => Caption, { description: 'The captions.' })
  captions!: Caption;

  @Field(() => Int, { description: 'Parts of the file that were left out.' })
  leftOut!: number;
}

@ObjectType({ description: 'The captions that were changed.' })
export class UpdateCaptionsPayload {
  @Field(() => Caption, { description: 'The captions as they are now.' })
  captions!: Caption;

  @Field(() => Int, { description: 'Parts of the file that were left out.' })
  leftOut!: number;
}

@ObjectType({ description: 'The captions that were taken away.' })
export class RemoveCaptionsPayload {
  @Field(() => ID, { description: 'The id that they had.' })
  removedCaptionsId!: string;

  @Field(() => Asset, { nullable: true, description: 'The file that they belonged to.' })
  asset!: Asset;
}
