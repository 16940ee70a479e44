import { defineCollection } from '../../../kit/documents/collection';
import type { Range } from '../../../kit/learning/ranges';
import type { QualityState } from './quality-advice';

/** What a player told of one playback. Its id is the grant's. */
export interface Viewing {
  readonly _id: string;
  readonly personId: string | null;
  readonly courseId: string;
  /** Null for the trailer of the course. */
  readonly lessonId: string | null;
  readonly assetId: string;
  readonly startedAt: Date;
  /** Null before the first report. */
  reportedAt: Date | null;
  /** Seconds from the beginning at which it last was. */
  position: number;
  /** What was credited, merged, in seconds. */
  watched: Range[];
  /** How often, and how many seconds, playing stood still. */
  stalls: number;
  stalledFor: number;
  quality: QualityState;
  /** The minute in which reports are counted. */
  countedSince: Date;
  counted: number;
}

export const viewings = defineCollection<Viewing>({
  name: 'viewing',
  indexes: [{ keys: { startedAt: 1 } }, { keys: { personId: 1 } }],
});
