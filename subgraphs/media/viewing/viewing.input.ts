import { ArrayMaxSize, IsNumber, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Duration } from '../../../kit/graphql/scalars';
import { PlaybackGrant } from '../playback/grant.document';

@InputType({ description: 'A stretch of a video, in seconds from its beginning.' })
export class PlayedRangeInput {
  @Field(() => Duration, { description: 'Where it begins.' })
  @IsNumber()
  from!: number;

  @Field(() => Duration, { description: 'Where it ends.' })
  @IsNumber()
  to!: number;
}

@InputType({ description: 'What a player has done since its last report. One every ten seconds is a good measure.' })
export class ReportPlaybackInput {
  @Field(() => ID, { description: 'The playback.' })
  @MaxLength(100)
  grantId!: string;

  @Field(() => Duration, { description: 'Where it is, in seconds from the beginning.' })
  position!: number;

  @Field(() => [PlayedRangeInput], {
    defaultValue: [],
    description:
      'What was played, at most 50 stretches. Those that were reported before, or cannot be, count for nothing.',
  })
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  ranges!: PlayedRangeInput[];

  @Field(() => Int, { defaultValue: 0, description: 'How often playing stood still for want of data.' })
  @Min(0)
  @Max(1_000)
  stalls!: number;

  @Field(() => Duration, { defaultValue: 0, description: 'For how many seconds it did.' })
  stalledFor!: number;

  @Field(() => Float, { nullable: true, description: 'Bits per second of the last downloads, where there were any.' })
  @Min(0)
  bandwidth?: number | null;
}

@ObjectType({ description: 'The best rendition that a player should choose on this connection.' })
export class PlaybackAdvice {
  @Field(() => String, { description: 'Its name, such as `720p`.' })
  rendition!: string;

  @Field(() => Int, { description: 'Its width in pixels.' })
  maxWidth!: number;

  @Field(() => Int, { description: 'Its height in pixels.' })
  maxHeight!: number;

  @Field(() => Int, { description: 'Its bits per second at most.' })
  maxBandwidth!: number;
}

@ObjectType({ description: 'The report was taken.' })
export class ReportPlaybackPayload {
  @Field(() => PlaybackGrant, { description: 'The playback.' })
  playback!: PlaybackGrant;

  @Field(() => PlaybackAdvice, { nullable: true, description: 'What to play next; null before anything was measured.' })
  advice!: PlaybackAdvice | null;

  @Field(() => Duration, { description: 'Seconds of this report that were new and possible.' })
  credited!: number;
}

@ObjectType({ description: 'The advice for a playback changed, or the playback is over.' })
export class PlaybackAdviceChanged {
  @Field(() => PlaybackGrant, { description: 'The playback.' })
  playback!: PlaybackGrant;

  @Field(() => PlaybackAdvice, { nullable: true, description: 'What to play next; null before anything was measured.' })
  advice!: PlaybackAdvice | null;
}
