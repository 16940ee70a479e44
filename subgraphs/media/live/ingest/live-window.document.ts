import { defineCollection } from '../../../../kit/documents/collection';

/** A part of a segment, which players may have before the segment is whole. */
export interface LivePart {
  /** Seconds. */
  readonly duration: number;
}

/** OPEN: parts are still to come. GAP: its encoder was cut off in the middle, so that it never became whole. */
export type LiveSegmentState = 'OPEN' | 'WHOLE' | 'GAP';

/** About a second of what is shown. */
export interface LiveSegment {
  /** From 0, through all takes: the media sequence number. */
  readonly sequence: number;
  readonly take: number;
  /** Within its take, from 0. */
  readonly number: number;
  /** When it was shown. */
  readonly startsAt: Date;
  /** Seconds of its parts so far. */
  readonly duration: number;
  readonly parts: readonly LivePart[];
  readonly state: LiveSegmentState;
}

/** The end of what a session shows: what players are told of. */
export interface LiveWindow {
  /** The session. */
  readonly _id: string;
  /** Who may add to it. */
  readonly takeId: string;
  /** Its number. */
  readonly take: number;
  /** Whether that one has not ended. */
  readonly isSending: boolean;
  /** When something was added last. */
  readonly seenAt: Date;
  /** The oldest first; at most the last one is open. */
  readonly segments: readonly LiveSegment[];
}

/** Not in the graph: a write for each part makes nothing out of date that is. */
export const liveWindows = defineCollection<LiveWindow>({ name: 'live_window', indexes: [] });
