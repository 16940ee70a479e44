import type { Timers } from '../../kit/scope/timers';

/** A socket or an event stream, as the one who closes them all sees it. */
export interface Connection {
  /** Asks the client to come again, elsewhere. */
  goAway(): void;
  /** Cuts it off. */
  destroy(): void;
}

interface ConnectionsOptions {
  readonly timers: Timers;
  /** Told how many are open. */
  readonly onChange: (open: number) => void;
  /** Milliseconds within which all connections end when the process does. */
  readonly drainTimeout: number;
}

/** Milliseconds between two batches. */
const beat = 100;
/** So few end at once without anybody noticing. */
const smallestBatch = 50;

/** Every open connection, and how they end at a deploy without all coming back in the same moment. */
export class Connections {
  private readonly open = new Set<Connection>();
  private draining = false;
  private emptied = (): void => undefined;

  constructor(private readonly options: ConnectionsOptions) {}

  get isDraining(): boolean {
    return this.draining;
  }

  get size(): number {
    return this.open.size;
  }

  add(connection: Connection): void {
    this.open.add(connection);
    this.options.onChange(this.open.size);
  }

  delete(connection: Connection): void {
    this.open.delete(connection);
    this.options.onChange(this.open.size);
    if (this.open.size === 0) this.emptied();
  }

  /** Takes nobody new, and ends all: batch by batch, in random order; whoever is still there at the deadline is cut off. */
  async drain(): Promise<void> {
    this.draining = true;
    if (this.open.size === 0) return;
    const { timers, drainTimeout } = this.options;
    const isEmpty = new Promise<void>((resolve) => (this.emptied = resolve));
    const waiting = shuffled([...this.open]);
    // The last half of the time is for clients that are slow to go.
    const size = Math.max(smallestBatch, Math.ceil((waiting.length * beat * 2) / drainTimeout));
    let cancelBatch = (): void => undefined;
    const endBatch = (): void => {
      for (const connection of waiting.splice(0, size)) connection.goAway();
      if (waiting.length > 0) cancelBatch = timers.after(beat * (0.5 + Math.random()), endBatch);
    };
    const cancelDeadline = timers.after(drainTimeout, () => {
      for (const connection of this.open) connection.destroy();
    });
    endBatch();
    await isEmpty;
    cancelBatch();
    cancelDeadline();
  }
}

function shuffled<T>(items: T[]): T[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((left, right) => left.at - right.at)
    .map(({ item }) => item);
}
