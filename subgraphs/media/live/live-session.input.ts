import { MaxLength, MinLength } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { DateTime, Duration } from '../../../kit/graphql/scalars';
import { LiveSession } from './live-session.document';

const titleDescription = 'What it is about, at most 200 characters.';
const durationDescription = 'How long it is meant to take, in seconds, a minute at least.';

@InputType({ description: 'A lesson at a set time.' })
export class ScheduleLiveSessionInput {
  @Field(() => ID, { description: 'The lesson, of kind LIVE, as it is published.' })
  @MaxLength(100)
  lessonId!: string;

  @Field(() => String, { nullable: true, description: `${titleDescription} The title of the lesson unless told.` })
  @MinLength(1)
  @MaxLength(200)
  title?: string | null;

  @Field(() => DateTime, { description: 'When it begins, within 366 days.' })
  scheduledAt!: Date;

  @Field(() => Duration, { description: durationDescription })
  duration!: number;
}

@InputType({ description: 'Another time for a session.' })
export class RescheduleLiveSessionInput {
  @Field(() => ID, { description: 'The session.' })
  @MaxLength(100)
  id!: string;

  @Field(() => DateTime, { description: 'When it begins now, within 366 days.' })
  scheduledAt!: Date;

  @Field(() => Duration, { nullable: true, description: `${durationDescription} As before unless told.` })
  duration?: number | null;

  @Field(() => String, { nullable: true, description: `${titleDescription} As before unless told.` })
  @MinLength(1)
  @MaxLength(200)
  title?: string | null;
}

@InputType({ description: 'One live session.' })
export class LiveSessionInput {
  @Field(() => ID, { description: 'Its id.' })
  @MaxLength(100)
  id!: string;
}

@InputType({ description: 'The session that gets another stream key.' })
export class RotateLiveStreamKeyInput {
  @Field(() => ID, { description: 'The session.' })
  @MaxLength(100)
  liveSessionId!: string;
}

/** What changes of a session answer. */
@ObjectType()
abstract class LiveSessionPayload {
  @Field(() => LiveSession, { description: 'The session.' })
  session!: LiveSession;
}

@ObjectType({ description: 'The session that was announced.' })
export class ScheduleLiveSessionPayload extends LiveSessionPayload {}

@ObjectType({ description: 'The session, at its new time.' })
export class RescheduleLiveSessionPayload extends LiveSessionPayload {}

@ObjectType({ description: 'The session that was called off.' })
export class CancelLiveSessionPayload extends LiveSessionPayload {}

@ObjectType({ description: 'The session that is over.' })
export class EndLiveSessionPayload extends LiveSessionPayload {}

/** What an encoder needs, such as OBS. */
@ObjectType()
abstract class LiveIngestPayload extends LiveSessionPayload {
  @Field(() => String, { description: 'Where to send to: the server, by RTMP.' })
  ingestUrl!: string;

  @Field(() => String, { description: 'The stream key. Whoever has it shows what they like: it is a secret.' })
  streamKey!: string;
}

@ObjectType({ description: 'What an encoder needs, such as OBS. Nobody can ask for the key again.' })
export class StartLiveSessionPayload extends LiveIngestPayload {}

@ObjectType({ description: 'What an encoder needs from now on. Nobody can ask for the key again.' })
export class RotateLiveStreamKeyPayload extends LiveIngestPayload {}

@ObjectType({ description: 'That a live session changed.' })
export class LiveSessionChanged {
  @Field(() => LiveSession, { nullable: true, description: 'The session as it is now.' })
  session!: LiveSession | null;
}
