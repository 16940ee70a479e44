import { DateTime } from 'luxon';

export interface Rhythm {
  readonly interval: string;
  readonly interval_count: number;
}

export interface Period {
  readonly start: number;
  readonly end: number;
}

/**
 * The period after a moment, counted from the anchor: one that begins on the 31st ends on the last of shorter months and comes
 * back to the 31st in longer ones.
 */
export function periodFrom(start: number, anchor: number, { interval, interval_count }: Rhythm): Period {
  const from = DateTime.fromSeconds(anchor, { zone: 'utc' });
  let count = 1;
  const endAfter = (times: number): number => from.plus({ [interval]: times * interval_count }).toUnixInteger();
  // The anchor may lie long before or shortly after the start.
  while (endAfter(count) <= start) count += 1;
  while (endAfter(count - 1) > start) count -= 1;
  return { start, end: endAfter(count) };
}
