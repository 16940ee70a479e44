import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql';
import { Refusal } from '../../../kit/graphql/refusal';
import { DateTime, Duration, Url } from '../../../kit/graphql/scalars';
import type { Release } from '../../../kit/learning/release';
import { AssetState } from '../asset/asset.states';
import { PlaybackGrant } from './grant.document';
import { PlaybackEndReason } from './grant.states';
import type { PlaybackAddresses } from './playback.urls';

@ObjectType({
  description:
    'Where a player begins. All URLs stay the same while it is renewed, and answer in this session only: to requests with its access token, or from the browser whose first request had it.',
})
export class PlaybackUrls {
  @Field(() => Url, { description: 'HLS: the multivariant playlist.' })
  hlsUrl!: string;

  @Field(() => Url, { nullable: true, description: 'DASH: the manifest; null for AES_128, which only HLS knows.' })
  dashUrl!: string | null;

  @Field(() => Url, { nullable: true, description: 'CBCS: where ClearKey licences are asked for, by POST; else null.' })
  clearKeyUrl!: string | null;

  @Field(() => Url, {
    nullable: true,
    description:
      'A still: the one that was chosen, for hours and without access token, else one that was made of it. Null for sound alone.',
  })
  posterUrl!: string | null;

  @Field(() => Url, { nullable: true, description: 'WebVTT that names small pictures by time; null for sound alone.' })
  storyboardUrl!: string | null;

  @Field(() => Url, { nullable: true, description: 'Loudness by time, JSON; null without sound.' })
  waveformUrl!: string | null;
}

@ObjectType({ description: 'It may be played.' })
export class StartPlaybackPayload {
  @Field(() => PlaybackGrant, { description: 'The leave to play.' })
  playback!: PlaybackGrant;

  @Field(() => PlaybackUrls, { description: 'Where players begin. Nobody can ask for them again.' })
  urls!: PlaybackUrls;

  @Field(() => Duration, { description: 'Seconds after which to renew it: early enough for another try.' })
  renewAfter!: number;

  static of(playback: PlaybackGrant, urls: PlaybackAddresses, renewAfter: number): StartPlaybackPayload {
    return Object.assign(new StartPlaybackPayload(), { playback, urls, renewAfter });
  }
}

@ObjectType({ description: 'It may be played for another while.' })
export class RenewPlaybackPayload {
  @Field(() => PlaybackGrant, { description: 'The leave to play.' })
  playback!: PlaybackGrant;

  @Field(() => Duration, { description: 'Seconds after which to renew it again.' })
  renewAfter!: number;

  static of(playback: PlaybackGrant, renewAfter: number): RenewPlaybackPayload {
    return Object.assign(new RenewPlaybackPayload(), { playback, renewAfter });
  }
}

@ObjectType({ implements: Refusal, description: 'The viewer plays as many videos at a time as one person may.' })
export class TooManyStreams extends Refusal {
  @Field(() => Int, { description: 'How many that is.' })
  limit!: number;

  @Field(() => [PlaybackGrant], { description: 'What they play, in all sessions: `endPlayback` makes room.' })
  playing!: PlaybackGrant[];

  static of(limit: number, playing: PlaybackGrant[]): TooManyStreams {
    const message = `You are playing ${limit} ${limit === 1 ? 'video' : 'videos'} already.`;
    return Object.assign(new TooManyStreams(), { code: 'TOO_MANY_STREAMS', message, limit, playing });
  }
}

@ObjectType({ implements: Refusal, description: 'What the lesson shows is being prepared, or could not be.' })
export class VideoNotReady extends Refusal {
  @Field(() => AssetState, { description: 'Where it stands.' })
  state!: AssetState;

  static of(state: AssetState): VideoNotReady {
    const message = 'This video cannot be played yet.';
    return Object.assign(new VideoNotReady(), { code: 'VIDEO_NOT_READY', message, state });
  }
}

@ObjectType({ implements: Refusal, description: 'The learner is enrolled, and the lesson is not open to them yet.' })
export class LessonLocked extends Refusal {
  @Field(() => DateTime, { nullable: true, description: 'When it opens; null where only lessons are waited for.' })
  opensAt!: Date | null;

  @Field(() => [ID], { description: 'Lessons to complete first.' })
  waitingFor!: readonly string[];

  static of({ at: opensAt, waitingFor }: Release): LessonLocked {
    const message = 'This lesson is not open to you yet.';
    return Object.assign(new LessonLocked(), { code: 'LESSON_LOCKED', message, opensAt, waitingFor });
  }
}

@ObjectType({ implements: Refusal, description: 'This playback is over for good.' })
export class PlaybackEnded extends Refusal {
  @Field(() => PlaybackEndReason, { description: 'Why.' })
  reason!: PlaybackEndReason;

  static of(reason: PlaybackEndReason): PlaybackEnded {
    return Object.assign(new PlaybackEnded(), {
      code: 'PLAYBACK_ENDED',
      message: 'This playback has ended.',
      reason,
    });
  }
}

@ObjectType({ description: 'The playback is over.' })
export class EndPlaybackPayload {
  @Field(() => PlaybackGrant, { description: 'The playback, ended.' })
  playback!: PlaybackGrant;
}

export type StartOutcome = StartPlaybackPayload | TooManyStreams | VideoNotReady | LessonLocked;

export const StartPlaybackResult = createUnionType({
  name: 'StartPlaybackResult',
  description: 'Leave to play, or why not. Branch on `__typename`.',
  types: () => [StartPlaybackPayload, TooManyStreams, VideoNotReady, LessonLocked] as const,
  resolveType: (outcome) => outcome.constructor as never,
});

export type RenewOutcome = RenewPlaybackPayload | TooManyStreams | PlaybackEnded;

export const RenewPlaybackResult = createUnionType({
  name: 'RenewPlaybackResult',
  description: 'Leave to go on, or why not. Branch on `__typename`.',
  types: () => [RenewPlaybackPayload, TooManyStreams, PlaybackEnded] as const,
  resolveType: (outcome) => outcome.constructor as never,
});
