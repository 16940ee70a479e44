import type { ManualTimers } from '../../kit/testing/manual-timers';

/** Lets one turn of a poll happen, to its end: then the next one is due. */
export async function turn(timers: ManualTimers, milliseconds: number): Promise<void> {
  timers.advance(milliseconds);
  while (timers.pending === 0) await new Promise((resolve) => setImmediate(resolve));
}
