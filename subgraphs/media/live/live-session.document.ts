import { Field, ID, ObjectType } from 'type-graphql';
import { EntityKey } from '../../../kit/database/entity';
import { defineCollection } from '../../../kit/documents/collection';
import { DateTime, Duration } from '../../../kit/graphql/scalars';
import { LiveSessionState, mayBecome } from './live-session.states';

/** Where the recording of a session is kept, decided once so that making it twice makes one. */
export interface Recording {
  readonly assetId: string;
  readonly versionId: string;
}

/** A lesson at a set time, which an instructor shows and learners watch while it happens. */
@ObjectType({ description: 'A lesson at a set time, which an instructor shows and learners watch while it happens.' })
@EntityKey()
export class LiveSession {
  _id!: string;
  organisationId!: string | null;
  courseId!: string;
  lessonId!: string;
  /** User id. */
  instructorId!: string;
  /** How often an encoder began to send. */
  takes!: number;
  /** Whether it is still to come or takes place now: one of those at most for each lesson. */
  isOpen!: boolean;
  /** SHA-256 of the stream key; null unless it is live. */
  streamKeyHash!: string | null;
  /** When the next reminder is due; null where none is. */
  remindAt!: Date | null;
  /** Null until the recording is begun. */
  recording!: Recording | null;
  /** Whether the recording still has to be made. */
  isToRecord!: boolean;
  /** When the segments that learners watched may go; null once they are gone. */
  clearAt!: Date | null;

  @Field(() => String, { description: 'What it is about.' })
  title!: string;

  @Field(() => DateTime, { description: 'When it begins.' })
  scheduledAt!: Date;

  @Field(() => Duration, { description: 'How long it is meant to take, in seconds.' })
  duration!: number;

  @Field(() => LiveSessionState, { description: 'Where it stands.' })
  state!: LiveSessionState;

  @Field(() => DateTime, { nullable: true, description: 'When it was started; null before.' })
  startedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was over, or called off; null before.' })
  endedAt!: Date | null;

  @Field(() => ID, { description: 'Opaque id.' })
  get id(): string {
    return this._id;
  }

  /** False where it cannot get there from where it stands. */
  become(state: LiveSessionState): boolean {
    if (!mayBecome(this.state, state)) return false;
    this.state = state;
    this.isOpen = state === LiveSessionState.LIVE;
    return true;
  }
}

/** Where the object store has what is shown live. */
export const livePrefix = (sessionId: string): string => `live/${sessionId}`;

export const liveSessions = defineCollection<LiveSession>({
  name: 'live_session',
  type: 'LiveSession',
  tenant: true,
  class: LiveSession,
  indexes: [
    { keys: { courseId: 1, scheduledAt: 1, _id: 1 } },
    { keys: { lessonId: 1, _id: 1 } },
    { keys: { lessonId: 1 }, unique: true, where: { isOpen: true } },
    { keys: { streamKeyHash: 1 }, unique: true, where: { streamKeyHash: { $gt: '' } } },
    { keys: { remindAt: 1 }, where: { remindAt: { $type: 'date' } } },
    { keys: { startedAt: 1 }, where: { state: 'LIVE' } },
    { keys: { isToRecord: 1, endedAt: 1 }, where: { isToRecord: true } },
    { keys: { clearAt: 1 }, where: { clearAt: { $type: 'date' } } },
  ],
});
