import { systemTimers, type Timers } from '../../kit/scope/timers';
import { Cancellation } from './cancel-signal';
import { timeIsUp } from './no-answer';
import type { SubgraphClient } from './subgraph-client';

interface DeadlineOptions {
  /** Milliseconds for everything that is within: waiting for a turn and a second try too. */
  readonly timeout: number;
  readonly timers?: Timers;
}

/** Ends each call when its time is up, or when its caller gives it up. */
export function withDeadline(
  client: SubgraphClient,
  { timeout, timers = systemTimers }: DeadlineOptions,
): SubgraphClient {
  return {
    ...client,
    async execute(call, headers, signal) {
      const end = new Cancellation();
      const stopTimer = timers.after(timeout, () => end.cancel(timeIsUp));
      const follow = (): void => end.cancel(signal?.reason);
      if (signal?.aborted) follow();
      signal?.addEventListener('abort', follow);
      try {
        return await client.execute(call, headers, end);
      } finally {
        stopTimer();
        signal?.removeEventListener('abort', follow);
      }
    },
  };
}
