import { cut, fastestPlayback, lengthOf, merge, without, type Range } from '../../../kit/learning/ranges';

/** A video counts as watched from this share on: end credits are nobody's homework. */
export const enoughWatched = 0.9;

/** What one player reported at one moment. */
export interface WatchReport {
  readonly at: Date;
  readonly ranges: readonly Range[];
}

export interface Watched {
  /** Merged, in order. */
  readonly ranges: readonly Range[];
  readonly seconds: number;
}

/**
 * What a learner's clock has room for. Everyone has one pair of eyes: a stretch of wall-clock time counts for one
 * player session only, however many are open.
 */
export class WallClock {
  private claimed: readonly Range[] = [];

  /** Seconds between two moments that no session has claimed yet; they are claimed now. */
  claim(since: Date, until: Date): number {
    const stretch = { from: since.getTime() / 1000, to: until.getTime() / 1000 };
    const free = lengthOf(without(merge([stretch], stretch.to), this.claimed));
    this.claimed = merge([...this.claimed, stretch], stretch.to);
    return free;
  }
}

/** One player session: what it has shown so far, and how much the wall clock allowed it to. */
export class Viewing {
  private budget = 0;

  /** @param lastAt when the player opened; nothing can have been watched before */
  constructor(
    private readonly clock: WallClock,
    private lastAt: Date,
  ) {}

  /**
   * What a report adds to what is watched already: inside the video, and no more than the wall clock of this session
   * times the fastest playback. What was watched before costs nothing and gains nothing. Reports come in order of time.
   */
  credit(report: WatchReport, watched: Watched, duration: number): Watched {
    this.budget += this.clock.claim(this.lastAt, report.at) * fastestPlayback;
    this.lastAt = report.at;
    const gained = cut(without(merge(report.ranges, duration), watched.ranges), this.budget);
    this.budget -= lengthOf(gained);
    const ranges = merge([...watched.ranges, ...gained]);
    return { ranges, seconds: lengthOf(ranges) };
  }
}

export const nothingWatched: Watched = { ranges: [], seconds: 0 };
