import type { Timers } from '../../kit/scope/timers';

/** Does the same work again and again, never twice at a time. */
export class Poll {
  private callOff: (() => void) | undefined;
  private isOver = false;

  constructor(
    private readonly timers: Timers,
    /** Milliseconds from the end of one turn to the next, asked for each. */
    private readonly delay: () => number,
  ) {}

  /** The work must not reject. */
  start(work: () => Promise<void>): void {
    if (this.isOver) return;
    this.callOff = this.timers.after(this.delay(), () => {
      void work().finally(() => this.start(work));
    });
  }

  stop(): void {
    this.isOver = true;
    this.callOff?.();
  }
}
