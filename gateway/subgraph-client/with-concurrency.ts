import type { CancelSignal } from './cancel-signal';
import { NoAnswer, stoppedBy } from './no-answer';
import type { SubgraphClient } from './subgraph-client';

interface ConcurrencyOptions {
  /** Calls that run at a time. */
  readonly limit: number;
  /** Calls that may wait for their turn, in order; beyond that they are turned away. */
  readonly maxQueued: number;
  readonly onChange?: (running: number, queued: number) => void;
}

/** Bounds the calls at a time, so that a slow subgraph fills neither our memory nor its own queue. */
export function withConcurrency(
  client: SubgraphClient,
  { limit, maxQueued, onChange }: ConcurrencyOptions,
): SubgraphClient {
  const turns = new Turns(limit, onChange);
  return {
    ...client,
    async execute(call, headers, signal) {
      if (!turns.take()) {
        if (turns.queued >= maxQueued) return new NoAnswer(client.name, 'busy');
        if (signal?.aborted) return stoppedBy(client.name, signal);
        if (!(await turns.wait(signal))) return stoppedBy(client.name, signal!);
      }
      try {
        return await client.execute(call, headers, signal);
      } finally {
        turns.pass();
      }
    },
  };
}

/** Turns at something that so many may use at a time. */
class Turns {
  private running = 0;
  private readonly waiting = new Set<() => void>();

  constructor(
    private readonly limit: number,
    private readonly onChange: ((running: number, queued: number) => void) | undefined,
  ) {}

  get queued(): number {
    return this.waiting.size;
  }

  take(): boolean {
    if (this.running >= this.limit) return false;
    this.running += 1;
    this.changed();
    return true;
  }

  /** True when it is the caller's turn, false when the signal came first. */
  wait(signal: CancelSignal | undefined): Promise<boolean> {
    return new Promise((resolve) => {
      const begin = (): void => {
        signal?.removeEventListener('abort', leave);
        resolve(true);
      };
      const leave = (): void => {
        this.waiting.delete(begin);
        this.changed();
        resolve(false);
      };
      this.waiting.add(begin);
      signal?.addEventListener('abort', leave);
      this.changed();
    });
  }

  /** Hands a turn on to who waits longest. */
  pass(): void {
    const [next] = this.waiting;
    if (next) {
      this.waiting.delete(next);
      next();
    } else {
      this.running -= 1;
    }
    this.changed();
  }

  private changed(): void {
    this.onChange?.(this.running, this.waiting.size);
  }
}
