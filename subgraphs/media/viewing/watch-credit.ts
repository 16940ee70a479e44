import { cut, fastestPlayback, lengthOf, merge, without, type Range } from '../../../kit/learning/ranges';

export interface Claim {
  /** As a player reported them: in any order, with overlaps, or made up. */
  readonly ranges: readonly Range[];
  /** What this playback has been credited with already, merged. */
  readonly credited: readonly Range[];
  /** Seconds for which the grant has been valid. */
  readonly heldFor: number;
  /** Seconds of the video. */
  readonly duration: number;
}

/** Gaps that one playback may have in what it has watched. */
const mostPieces = 1_000;

/**
 * What of a report is new and possible: inside the video, and all in all no more than the time of the grant at the fastest
 * speed. What was credited before costs nothing and gains nothing, so that a report may come twice, or late.
 */
export function creditOf({ ranges, credited, heldFor, duration }: Claim): Range[] {
  const left = heldFor * fastestPlayback - lengthOf(credited);
  const fresh = cut(without(merge(ranges, duration), credited), left);
  return merge([...credited, ...fresh]).length <= mostPieces ? fresh : [];
}
