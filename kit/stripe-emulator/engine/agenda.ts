/** What becomes due when, in the order of time; each test clock has a time of its own. */
export class Agenda {
  private readonly byClock = new Map<string | null, Entry[]>();

  add(entry: Entry, clock: string | null): void {
    let entries = this.byClock.get(clock);
    if (!entries) this.byClock.set(clock, (entries = []));
    entries.splice(placeFor(entries, entry.at), 0, entry);
  }

  /** Seconds since 1970 of what comes next. */
  nextAt(clock: string | null): number | null {
    return this.byClock.get(clock)?.[0]?.at ?? null;
  }

  /** Takes what comes first, if that is due. */
  take(until: number, clock: string | null): Entry | null {
    const entries = this.byClock.get(clock);
    const first = entries?.[0];
    if (!entries || !first || first.at > until) return null;
    entries.shift();
    return first;
  }

  forget(clock: string): void {
    this.byClock.delete(clock);
  }
}

export interface Entry {
  readonly at: number;
  readonly account: string;
  readonly task: string;
}

/** Behind everything that is due no later. */
function placeFor(entries: readonly Entry[], at: number): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle] as Entry).at <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
