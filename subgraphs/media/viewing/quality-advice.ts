/** A rendition as the advice needs it. */
export interface Quality {
  readonly name: string;
  /** Bits per second at most. */
  readonly bandwidth: number;
}

/** What was seen of a connection so far. */
export interface QualityState {
  /** The best rendition that a player should choose; null before anything was measured. */
  readonly cap: string | null;
  /** Bits per second, smoothed; null before anything was measured. */
  readonly bandwidth: number | null;
  /** Reports in a row by which a better rendition would have done. */
  readonly steady: number;
}

export interface Measured {
  /** Bits per second of the last downloads; null where there were none. */
  readonly bandwidth: number | null;
  /** How often playing stood still since the last report. */
  readonly stalls: number;
}

export const nothingMeasured: QualityState = { cap: null, bandwidth: null, steady: 0 };

/** The share of a connection that a rendition may need. */
const headroom = 0.8;
/** Good reports in a row before the next better rendition. */
const patience = 3;

/**
 * The rendition that a player should not go beyond. Down at once, where playing stood still or the rendition no longer fits;
 * up one by one, and only after some good reports: a connection at the edge does not make the picture flap.
 */
export function advise(qualities: readonly Quality[], state: QualityState, measured: Measured): QualityState {
  const ladder = qualities.toSorted((one, other) => one.bandwidth - other.bandwidth);
  const bandwidth = smoothed(state.bandwidth, measured.bandwidth);
  if (ladder.length === 0 || bandwidth === null) return { ...state, bandwidth };
  const fitting = Math.max(
    0,
    ladder.findLastIndex((quality) => quality.bandwidth <= bandwidth * headroom),
  );
  const now = ladder.findIndex(({ name }) => name === state.cap);
  const at = (index: number, steady = 0): QualityState => ({ cap: ladder[index]!.name, bandwidth, steady });
  if (now < 0) return at(fitting);
  if (measured.stalls > 0) return at(Math.max(0, Math.min(fitting, now - 1)));
  if (fitting < now) return at(ladder[now]!.bandwidth > bandwidth ? fitting : now);
  if (fitting === now) return at(now);
  return state.steady + 1 < patience ? at(now, state.steady + 1) : at(now + 1);
}

function smoothed(before: number | null, measured: number | null): number | null {
  if (measured === null || before === null) return measured ?? before;
  return (before + measured) / 2;
}
