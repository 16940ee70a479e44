import { createUnionType, Field, ObjectType } from 'type-graphql';
import { Refusal } from '../../../kit/graphql/refusal';
import { Duration, Url } from '../../../kit/graphql/scalars';
import { PlaybackGrant } from '../playback/grant.document';
import { LessonLocked, TooManyStreams } from '../playback/playback.result';
import { LiveSession } from './live-session.document';
import { LiveSessionState } from './live-session.states';

@ObjectType({ description: 'It may be watched.' })
export class JoinLiveSessionPayload {
  @Field(() => LiveSession, { description: 'The session.' })
  session!: LiveSession;

  @Field(() => PlaybackGrant, {
    description: 'The leave to watch. Renew it with `renewPlayback`, and end it with `endPlayback`.',
  })
  playback!: PlaybackGrant;

  @Field(() => Url, {
    description:
      'HLS, with low latency for players that ask for parts: the playlist, `LIVE_SILENT` (503) until the encoder sends. It answers in this session only, as those of `startPlayback` do.',
  })
  hlsUrl!: string;

  @Field(() => Duration, { description: 'Seconds after which to renew it: early enough for another try.' })
  renewAfter!: number;
}

@ObjectType({ implements: Refusal, description: 'The session does not take place now.' })
export class NotLive extends Refusal {
  @Field(() => LiveSession, { description: 'The session; `state` and `scheduledAt` say when it is, or was.' })
  session!: LiveSession;

  static of(session: LiveSession): NotLive {
    const message = {
      [LiveSessionState.SCHEDULED]: 'This session has not begun.',
      [LiveSessionState.LIVE]: 'This session is live.',
      [LiveSessionState.ENDED]: 'This session is over.',
      [LiveSessionState.CANCELLED]: 'This session was called off.',
    }[session.state];
    return Object.assign(new NotLive(), { code: 'NOT_LIVE', message, session });
  }
}

export type JoinOutcome = JoinLiveSessionPayload | NotLive | TooManyStreams | LessonLocked;

export const JoinLiveSessionResult = createUnionType({
  name: 'JoinLiveSessionResult',
  description: 'Leave to watch, or why not. Branch on `__typename`.',
  types: () => [JoinLiveSessionPayload, NotLive, TooManyStreams, LessonLocked] as const,
  resolveType: (outcome) => outcome.constructor as never,
});
