import type { Lease } from '../task/lease';

/** A task while a worker does it. */
export class Running {
  /** Frames so far; of audio alone, seconds. */
  done = 0;
  /** Whether its outcome still counts, as far as the worker knows. */
  isHeld = true;
  private readonly controller = new AbortController();

  /** @param heardAt when the lease was known to hold, in milliseconds of `Timers` */
  constructor(
    readonly lease: Lease,
    public heardAt: number,
  ) {}

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Somebody else has it, or nobody needs it. */
  lose(): void {
    this.isHeld = false;
    this.controller.abort();
  }

  /** Its worker ends; somebody else may begin again. */
  interrupt(): void {
    this.controller.abort();
  }
}
