import { Cancellation, type CancelSignal } from '../../subgraph-client/cancel-signal';

interface Flight<T> {
  readonly landed: Promise<T>;
  readonly end: Cancellation;
  waiting: number;
}

/** Calls under way that others may wait for, too. A call ends early only when all who wait for it have gone. */
export class Flights<T> {
  private readonly byKey = new Map<string, Flight<T>>();

  /** Those of the keys that no call under way is about. */
  missing(keys: readonly string[]): string[] {
    return keys.filter((key) => !this.byKey.has(key));
  }

  /** Begins one call about all these keys. */
  begin(keys: readonly string[], start: (signal: CancelSignal) => Promise<T>): void {
    const end = new Cancellation();
    const flight: Flight<T> = { landed: start(end), end, waiting: 0 };
    for (const key of keys) this.byKey.set(key, flight);
    const forget = (): void => {
      for (const key of keys) if (this.byKey.get(key) === flight) this.byKey.delete(key);
    };
    end.addEventListener('abort', forget);
    flight.landed.then(forget, forget);
  }

  /** What came of the calls about these keys, each once; null for who could not wait. */
  async join(keys: readonly string[], signal: CancelSignal | undefined): Promise<readonly T[] | null> {
    const flights = new Set(keys.flatMap((key) => this.byKey.get(key) ?? []));
    const landed = await Promise.all([...flights].map((flight) => waitFor(flight, signal)));
    return landed.includes(null) ? null : landed.filter((one) => one !== null);
  }
}

function waitFor<T>(flight: Flight<T>, signal: CancelSignal | undefined): Promise<T | null> {
  flight.waiting += 1;
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      flight.waiting -= 1;
      if (flight.waiting === 0) flight.end.cancel(signal?.reason);
      resolve(null);
    };
    if (signal?.aborted) return leave();
    signal?.addEventListener('abort', leave);
    flight.landed.then(resolve, reject).finally(() => signal?.removeEventListener('abort', leave));
  });
}
