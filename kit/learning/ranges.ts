/** Seconds of a video, from inclusive to exclusive. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Nobody plays faster than this. */
export const fastestPlayback = 2;

/** In order, inside 0 to `duration`, without overlaps. */
export function merge(ranges: readonly Range[], duration = Infinity): Range[] {
  const inside = ranges
    .map(({ from, to }) => ({ from: Math.max(0, from), to: Math.min(duration, to) }))
    .filter(({ from, to }) => to > from)
    .sort((one, other) => one.from - other.from);
  const merged: Range[] = [];
  for (const next of inside) {
    const last = merged.at(-1);
    if (last && next.from <= last.to) merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
    else merged.push(next);
  }
  return merged;
}

export function lengthOf(ranges: readonly Range[]): number {
  return ranges.reduce((sum, { from, to }) => sum + (to - from), 0);
}

/** The parts of `ranges` that `covered` does not have; both merged. */
export function without(ranges: readonly Range[], covered: readonly Range[]): Range[] {
  return covered.reduce<Range[]>(
    (left, hole) =>
      left.flatMap(({ from, to }) => [
        ...(from < Math.min(to, hole.from) ? [{ from, to: Math.min(to, hole.from) }] : []),
        ...(Math.max(from, hole.to) < to ? [{ from: Math.max(from, hole.to), to }] : []),
      ]),
    [...ranges],
  );
}

/** The first `seconds` of the ranges. */
export function cut(ranges: readonly Range[], seconds: number): Range[] {
  let left = seconds;
  return ranges.flatMap(({ from, to }) => {
    const taken = Math.min(Math.max(0, left), to - from);
    left -= taken;
    return taken > 0 ? [{ from, to: from + taken }] : [];
  });
}
