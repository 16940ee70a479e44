import { defineCollection } from '../../../../kit/documents/collection';

/** What one connection of an encoder sent, without a break. A session whose encoder was cut off has several. */
export interface LiveTake {
  readonly _id: string;
  readonly liveSessionId: string;
  /** From 0, in the order in which they began. */
  readonly number: number;
  /** Seconds that all takes before have. */
  readonly offset: number;
  /** Segments that are in the object store, and their seconds. */
  segments: number;
  seconds: number;
  readonly startedAt: Date;
  /** When its process last said that it lives. */
  seenAt: Date;
  endedAt: Date | null;
}

export const takes = defineCollection<LiveTake>({
  name: 'live_take',
  type: 'LiveSession',
  indexes: [
    { keys: { liveSessionId: 1, number: 1 }, unique: true },
    { keys: { seenAt: 1 }, where: { endedAt: null } },
  ],
});
