import type { Timers } from '../../kit/scope/timers';

/** What a call needs of an AbortSignal. */
export interface CancelSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** A controller and its signal in one: an AbortController for each call would cost as much as a fifth of the call. */
export class Cancellation implements CancelSignal {
  aborted = false;
  reason: unknown = undefined;
  private readonly listeners = new Set<() => void>();

  cancel(reason?: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    for (const listener of this.listeners) listener();
    this.listeners.clear();
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    this.listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.listeners.delete(listener);
  }
}

/** Waits, unless called off: then false, at once. */
export function pause(timers: Timers, milliseconds: number, signal: CancelSignal | undefined): Promise<boolean> {
  if (signal?.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const giveUp = (): void => {
      stop();
      resolve(false);
    };
    const stop = timers.after(milliseconds, () => {
      signal?.removeEventListener('abort', giveUp);
      resolve(true);
    });
    signal?.addEventListener('abort', giveUp);
  });
}
