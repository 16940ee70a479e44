import { Field, ObjectType } from 'type-graphql';
import { defineCollection } from '../../../kit/documents/collection';
import { DateTime, Duration } from '../../../kit/graphql/scalars';

/** That somebody watched a live session, by one grant. */
@ObjectType({ description: 'That somebody watched a live session: once for each time they joined.' })
export class LiveAttendance {
  /** Of the grant. */
  _id!: string;
  liveSessionId!: string;
  personId!: string;

  @Field(() => DateTime, { description: 'When they joined.' })
  joinedAt!: Date;

  @Field(() => DateTime, { description: 'When they last said that they watch, or left.' })
  lastSeenAt!: Date;

  @Field(() => Duration, { description: 'For how long, in seconds, without the pauses.' })
  duration!: number;
}

export const attendances = defineCollection<LiveAttendance>({
  name: 'live_attendance',
  class: LiveAttendance,
  indexes: [{ keys: { liveSessionId: 1, _id: 1 } }, { keys: { personId: 1 } }],
});
