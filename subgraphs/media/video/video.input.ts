import { ArrayMaxSize, MaxLength, MinLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Duration } from '../../../kit/graphql/scalars';
import { Asset } from '../asset/asset.document';

const expectedVersionDescription = 'The `version` of the file that you read; a stale one is refused with CONFLICT.';

@InputType({ description: 'A part of a video.' })
export class ChapterInput {
  @Field(() => String, { description: 'What it is about, at most 200 characters.' })
  @MinLength(1)
  @MaxLength(200)
  title!: string;

  @Field(() => Duration, { description: 'Where it begins, in seconds: after the one before, and before the end.' })
  start!: number;
}

@InputType({ description: 'All chapters of a video; they take the place of those before.' })
export class SetChaptersInput {
  @Field(() => ID, { description: 'The video, or sound; it is ready.' })
  @MaxLength(100)
  assetId!: string;

  @Field(() => [ChapterInput], { description: 'The chapters in their order, at most 200; none takes them away.' })
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  chapters!: ChapterInput[];

  @Field(() => Int, { nullable: true, description: expectedVersionDescription })
  expectedVersion?: number | null;
}

@ObjectType({ description: 'The video with its chapters.' })
export class SetChaptersPayload {
  @Field(() => Asset, { description: 'The file as it is now.' })
  asset!: Asset;
}

@InputType({ description: 'The still that stands for a video.' })
export class ChooseVideoPosterInput {
  @Field(() => ID, { description: 'The video, or sound.' })
  @MaxLength(100)
  assetId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'A picture of yours that is ready; null goes back to the still that was made of the video.',
  })
  @MaxLength(100)
  pictureId!: string | null;

  @Field(() => Int, { nullable: true, description: expectedVersionDescription })
  expectedVersion?: number | null;
}

@ObjectType({ description: 'The video with its still.' })
export class ChooseVideoPosterPayload {
  @Field(() => Asset, { description: 'The file of the video as it is now.' })
  asset!: Asset;
}
